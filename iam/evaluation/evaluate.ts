import type { Policy, Statement } from '../policy/types.ts';
import { applies, type Question } from './statement.ts';
import type { Truth } from './truth.ts';
import type { Access, Decision, Layer, NamedPolicy, Principal, Request } from './types.ts';

type Found = Decision['statement'];
type Verdict = Pick<Decision, 'outcome' | 'reason'>;

/**
 * Decides a request to become the role and do something with it: the trust policy, the boundary and the role's policies must each
 * allow it. An Allow counts when it applies for certain; a Deny that may apply makes the answer unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(access: Access, request: Request): Decision {
  const decisions = [permits(access.policies, request)];
  if (access.boundary) decisions.push(decide('boundary', [{ name: 'boundary', policy: access.boundary }], request));
  if (access.trust !== undefined) decisions.push(mayAssume(access.trust, request));
  const [first] = decisions;
  return decisions.find(isExplicitlyDenied) ?? decisions.find(isDenied) ?? decisions.find(isUnknown) ?? (first as Decision);
}

/** What the role's policies alone say. */
export function permits(policies: readonly NamedPolicy[], request: Question): Decision {
  return decide('policies', policies, request);
}

/** Whether the trust policy lets the principal become the role. */
export function mayAssume(trust: Policy, request: Pick<Request, 'principal' | 'assumption' | 'context'>): Decision {
  const action = request.assumption ?? assumptionBy(request.principal);
  return decide('trust', [{ name: 'trust', policy: trust }], { ...request, action, resource: '*', resourceIsPattern: false });
}

/** The call by which a principal becomes a role. https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export function assumptionBy({ type, value }: Principal): string {
  if (type !== 'Federated') return 'sts:AssumeRole';
  return value.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
}

function decide(layer: Layer, policies: readonly NamedPolicy[], question: Question): Decision {
  const deny = findStatements('Deny', policies, question);
  const allow = findStatements('Allow', policies, question);
  if (deny.certain) return { layer, ...DENIED, statement: deny.certain };
  if (allow.certain === undefined && allow.possible === undefined) return { layer, ...NOT_ALLOWED, statement: undefined };
  if (deny.possible) return { layer, ...POSSIBLY_DENIED, statement: deny.possible };
  if (allow.certain) return { layer, ...ALLOWED, statement: allow.certain };
  return { layer, ...POSSIBLY_ALLOWED, statement: allow.possible };
}

const ALLOWED: Verdict = { outcome: 'allowed', reason: 'allow' };
const DENIED: Verdict = { outcome: 'denied', reason: 'explicitDeny' };
const NOT_ALLOWED: Verdict = { outcome: 'denied', reason: 'noAllow' };
const POSSIBLY_DENIED: Verdict = { outcome: 'unknown', reason: 'possibleDeny' };
const POSSIBLY_ALLOWED: Verdict = { outcome: 'unknown', reason: 'possibleAllow' };

/** The first statement with the effect that applies for certain, and the first that may. */
function findStatements(effect: Statement['effect'], policies: readonly NamedPolicy[], question: Question) {
  const found: { certain: Found; possible: Found } = { certain: undefined, possible: undefined };
  for (const { name, policy } of policies)
    for (const [index, statement] of policy.statements.entries()) {
      const truth: Truth = statement.effect === effect && applies(statement, policy.version, question);
      const reference = { policy: name, index, sid: statement.sid };
      if (truth === true) return { ...found, certain: reference };
      if (truth === 'unknown') found.possible ??= reference;
    }
  return found;
}

function isExplicitlyDenied({ reason }: Decision): boolean {
  return reason === 'explicitDeny';
}

function isDenied({ outcome }: Decision): boolean {
  return outcome === 'denied';
}

function isUnknown({ outcome }: Decision): boolean {
  return outcome === 'unknown';
}
