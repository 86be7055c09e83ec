import type { Matching, Policy, PolicyVersionDate, Principals, Statement } from '../policy/types.ts';
import { listPrincipals } from './principal.ts';

/** A statement with the version of its document, which says what `${…}` means. */
export interface Atom {
  readonly version: PolicyVersionDate;
  readonly statement: Statement;
}

export function statementsOf(policies: readonly Policy[]): readonly Atom[] {
  return policies.flatMap(({ version, statements }) => statements.map((statement) => ({ version, statement })));
}

/** Into how many parts `split` takes the statement. */
export function countParts({ statement: { principal, action, resource } }: Atom): number {
  const principals = principal === undefined || principal.negated ? 1 : listPrincipals(principal.values).length;
  return principals * countValues(action) * countValues(resource);
}

/** How many values are compared to see whether the statement contains another. */
export function countCompared({ statement: { principal, action, resource } }: Atom): number {
  return action.values.length + (resource?.values.length ?? 0) + (principal ? listPrincipals(principal.values).length : 0);
}

/** The statement as one for each principal, action and resource that it lists; what is negated stays whole. */
export function split({ version, statement }: Atom): readonly Atom[] {
  return splitPrincipal(statement.principal).flatMap((principal) =>
    splitMatching(statement.action).flatMap((action) =>
      (statement.resource === undefined ? [undefined] : splitMatching(statement.resource)).map((resource) => ({
        version,
        statement: { ...statement, principal, action, resource },
      })),
    ),
  );
}

function countValues(matching: Matching | undefined): number {
  return matching === undefined || matching.negated ? 1 : matching.values.length;
}

function splitMatching(matching: Matching): readonly Matching[] {
  return matching.negated ? [matching] : matching.values.map((value) => ({ negated: false, values: [value] }));
}

function splitPrincipal(principal: Statement['principal']): readonly Statement['principal'][] {
  if (principal === undefined || principal.negated) return [principal];
  return listPrincipals(principal.values).map(({ type, value }) => ({
    negated: false,
    values: { [type]: [value] } satisfies Principals,
  }));
}
