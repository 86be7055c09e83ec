import { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import type { AccessState, Step } from '../../reconciler/transition/access-state.ts';
import { type Existence, planTransition } from '../../reconciler/transition/plan-transition.ts';
import type { Quotas } from '../../reconciler/transition/quotas.ts';
import { CLOSED_TRUST } from '../../reconciler/transition/trust.ts';

/** Access as a case writes it: documents are statements, a list of them, a whole document, or text. */
interface GivenState {
  readonly trust?: unknown;
  readonly boundary?: string;
  readonly managed?: readonly string[];
  readonly inline?: Readonly<Record<string, unknown>>;
}

export interface GivenTransition {
  readonly before: GivenState;
  readonly after: GivenState;
  readonly existence?: Existence;
  /** The managed policies whose content is known. */
  readonly documents?: Readonly<Record<string, unknown>>;
  readonly quotas?: Partial<Quotas>;
  /** Whether the trust policy is somebody else's; no, unless said. */
  readonly trustIsFixed?: boolean;
}

const ECS_TRUST = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
const ROLE = 'orders';
const QUOTAS: Quotas = { attachedPolicies: 10, inlineSize: 10_240, trustSize: 2048 };

function textOf(document: unknown): string {
  if (typeof document === 'string') return document;
  const isWhole = typeof document === 'object' && document !== null && 'Statement' in document;
  return JSON.stringify(isWhole ? document : { Version: '2012-10-17', Statement: document });
}

function stateOf({ trust = ECS_TRUST, boundary, managed = [], inline = {} }: GivenState): AccessState {
  const texts = Object.entries(inline).map(([name, document]) => [name, textOf(document)] as const);
  return { trust: textOf(trust), boundary: boundary ?? null, managed: new Set(managed), inline: new Map(texts) };
}

/** The calls in words, or what stands in the way. */
export function toldTransition({ trustIsFixed = false, ...given }: GivenTransition) {
  const { before, after, existence = 'exists', documents = {}, quotas } = given;
  const [from, to] = [stateOf(before), stateOf(after)];
  const texts = new Map(Object.entries(documents).map(([arn, document]) => [arn, textOf(document)]));
  const known = { policies: new PolicyReader('aws'), managed: (arn: string) => texts.get(arn) };
  const transition = planTransition(ROLE, from, to, existence, known, { ...QUOTAS, ...quotas }, trustIsFixed);
  return typeof transition === 'string'
    ? { obstacle: transition }
    : { calls: transition.steps.map((step) => told(step, from, to)), gap: transition.gap };
}

function told({ action: { call, input } }: Step, from: AccessState, to: AccessState) {
  const { RoleName, PolicyDocument, ...rest } = input as { RoleName: string; PolicyDocument?: string };
  const words = [call, ...Object.values(rest), ...(RoleName === ROLE ? [] : [`of ${RoleName}`])].join(' ');
  return PolicyDocument === undefined ? words : [words, toldDocument(PolicyDocument, words, from, to)];
}

/**
 * `as it was`, `as declared`, `nobody`, or the statements of a document that only stands there on the way: the whole document if its
 * version is the older one.
 */
function toldDocument(text: string, words: string, from: AccessState, to: AccessState) {
  const name = words.split(' ')[1] ?? '';
  const documentIn = (state: AccessState) => (name === '' ? state.trust : state.inline.get(name));
  if (text === documentIn(to)) return 'as declared';
  if (text === documentIn(from)) return 'as it was';
  if (text === CLOSED_TRUST) return 'nobody';
  const { Version, Statement } = JSON.parse(text);
  return Version === '2012-10-17' ? Statement : { Version, Statement };
}
