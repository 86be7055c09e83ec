import { guardCalls } from '../admission/guard.ts';
import { strictest } from '../admission/mode.ts';
import type { Assessment, Assessor, Base } from '../assessment.ts';
import { isIgnored } from '../drift/tolerance.ts';
import { DEFAULT_QUOTAS } from '../reading/account-quotas.ts';
import type { ActionCall, Drift, Reason } from '../types.ts';
import { NO_ACTIONS, type RolePlan, type Surroundings } from './plan.ts';

/** Puts a plan, and what the guards say of it, into the assessment. */
export async function planned(
  base: Base,
  refusal: Reason | undefined,
  plan: () => Promise<RolePlan>,
  assessor: Assessor,
): Promise<Assessment> {
  const immutable = base.drift.some(({ tolerated }) => tolerated === 'unreconcilable') ? [IMMUTABLE] : [];
  const enforces = strictest(assessor.mode, base.mode) === 'enforce';
  const heldBack = enforces ? base.reasons.filter(({ code }) => code === 'BackOff') : [];
  const clean = base.drift.length === 0 && base.owned;
  const idle = refusal !== undefined || base.mode !== 'enforce' || clean;
  const { actions, refusals, remarks } = idle ? NO_ACTIONS : await plan();
  const guarded = [
    ...new Map(guardCalls(actions, assessor.guards, assessor.policies).map((reason) => [reason.message, reason])).values(),
  ];
  const against = [...(refusal ? [refusal] : []), ...refusals, ...guarded, ...missingPolicies(actions, assessor)];
  const adoption = against.length === 0 && base.drift.length === 0 && actions.length > 0 ? [ADOPTION] : [];
  const reasons = [...against, ...immutable, ...(against.length > 0 ? [] : remarks), ...adoption];
  return {
    ...base,
    verdict: verdictOf(base.drift, [...against, ...immutable, ...heldBack]),
    actions,
    reasons: [...base.reasons, ...reasons],
  };
}

const IMMUTABLE: Reason = {
  code: 'Immutable',
  message: 'IAM cannot change the path or the name of a role. Change the spec, or make a new role and move its users over.',
};

const ADOPTION: Reason = { code: 'AdoptionPending', message: 'The role is as declared; taking it over adds our owner tag.' };

function verdictOf(drift: readonly Drift[], against: readonly Reason[]): Assessment['verdict'] {
  if (against.length > 0) return 'refused';
  return drift.length > 0 ? 'drifted' : 'inSync';
}

/** A plan that would fail half-way is not begun. */
function missingPolicies(actions: readonly ActionCall[], { documents }: Assessor): readonly Reason[] {
  const wanted = actions.flatMap(({ call, input }) => {
    if (call === 'AttachRolePolicy') return [input.PolicyArn];
    return call === 'PutRolePermissionsBoundary' ? [input.PermissionsBoundary] : [];
  });
  const missing = wanted.filter((arn) => documents.isAbsent(arn));
  return missing.map((arn) => ({
    code: 'Invalid',
    message: `There is no policy ${arn}. Correct the spec, or make the policy first.`,
  }));
}

/**
 * What a plan is made with.
 * @param adds whether something may be put on the role; what only takes away is never refused for a quota, so none is asked for
 */
export async function surroundings({ declared, drift }: Base, adds: boolean, assessor: Assessor): Promise<Surroundings> {
  const { guards, policies, documents } = assessor;
  const isHeldBack = drift.some(({ unit, tolerated }) => unit === 'trustPolicy' && tolerated === 'backOff');
  const trustIsFixed = isHeldBack || isIgnored('trustPolicy', declared.management.ignore);
  const quotas = adds ? await assessor.quotas() : DEFAULT_QUOTAS;
  return { guards, documents: { policies, managed: documents.document }, quotas, trustIsFixed };
}
