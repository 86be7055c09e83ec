import { evaluate } from '../../iam/evaluation/evaluate.ts';
import { sampleRequests } from '../../iam/evaluation/samples.ts';
import type { Access, Decision, Request } from '../../iam/evaluation/types.ts';

/** What goes wrong on the way, if anything. */
export interface Flaws {
  /** Something is allowed for a moment that neither the old nor the new role allows. */
  readonly excess: boolean;
  /** Something is missing for a moment that both the old and the new role allow. */
  readonly gap: boolean;
}

/**
 * Asks the evaluator about every state on the way, with requests made from all the documents involved.
 * @param before the old role's documents; `undefined` where there was no role
 * @param after likewise for the new role
 */
export function flawsOf(before: Access | undefined, after: Access | undefined, way: readonly Access[]): Flaws {
  if (way.length === 0) return { excess: false, gap: false };
  const documents = [before, after, ...way].flatMap((access) => (access === undefined ? [] : documentsOf(access)));
  const requests = sampleRequests(...new Set(documents));
  const found = requests.map((request) => flawsAt(request, before, after, way));
  return { excess: found.some(({ excess }) => excess), gap: found.some(({ gap }) => gap) };
}

function documentsOf({ trust, boundary, policies }: Access) {
  return [trust, boundary, ...policies.map(({ policy }) => policy)].filter((policy) => policy !== undefined && policy !== null);
}

function flawsAt(request: Request, before: Access | undefined, after: Access | undefined, way: readonly Access[]): Flaws {
  const [old, next] = [outcome(before, request), outcome(after, request)];
  if (old === 'unknown' || next === 'unknown') return { excess: false, gap: false };
  const allowedByNeither = old === 'denied' && next === 'denied';
  const allowedByBoth = old === 'allowed' && next === 'allowed';
  if (!allowedByNeither && !allowedByBoth) return { excess: false, gap: false };
  const between = way.map((access) => outcome(access, request));
  return {
    excess: allowedByNeither && between.some((decision) => decision !== 'denied'),
    gap: allowedByBoth && between.some((decision) => decision !== 'allowed'),
  };
}

function outcome(access: Access | undefined, request: Request): Decision['outcome'] {
  return access === undefined ? 'denied' : evaluate(access, request).outcome;
}
