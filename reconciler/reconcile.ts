import pLimit from 'p-limit';
import { foldName } from '../iam/role.ts';
import { strictest } from './admission/mode.ts';
import { ownershipOf } from './admission/owner.ts';
import { applyRole, impact } from './apply.ts';
import { type Assessment, type Assessor, assess, onlyImmutable } from './assess.ts';
import { notices } from './notices.ts';
import { brakeOf } from './plan/brake.ts';
import { planHash } from './plan/plan-hash.ts';
import type { Run } from './ports.ts';
import { accountQuotas, once } from './reading/account-quotas.ts';
import { type Observation, observe, orphans } from './reading/observation.ts';
import { PolicyDocuments } from './reading/policy-documents.ts';
import { PolicyReader } from './reading/policy-reader.ts';
import { appliedReport, assessedReport, heldReport, invalidReport, orphanReport } from './role-report.ts';
import { summarize } from './summary.ts';
import type { BrakeReport, DriftReport, Reason, RoleReport } from './types.ts';

/** Roles that are written side by side; IAM's rate limits are the adapter's concern. */
const SIDE_BY_SIDE = 4;

/** One pass: reads the account, compares, plans, and, where the mode is enforce, applies. Rejects only on a bug. */
export async function reconcile(run: Run): Promise<DriftReport> {
  const startedAt = run.clock.now();
  const declared = run.specs.roles.filter((role) => run.only?.(role) ?? true);
  const observation = await observe(run.iam, declared, run.only === undefined, (roles) =>
    run.progress?.({ stage: 'reading', roles }),
  );
  const assessor = assessorFor(run, observation, startedAt);
  const assessments = await assessAll(run, declared, observation, assessor);
  const writable = assessments.filter(isWritable);
  const hash = planHash(
    run.account.accountId,
    writable.map(({ observedName, actions }) => ({ name: observedName, actions })),
  );
  const brake = brakeOf(writable.map(impact), managedRoles(run, assessments, observation), run.guards.limits);
  const judged = await carryOut(run, assessments, assessor, { brake, hash });
  const roles = [...judged, ...unjudged(run, observation)];
  return {
    ...headOf(run),
    complete: observation.failure === null && !run.specs.incomplete && !roles.some(({ status }) => status === 'Unknown'),
    startedAt: startedAt.toISOString(),
    finishedAt: run.clock.now().toISOString(),
    planHash: hash,
    brake,
    summary: summarize(roles),
    notices: notices(run, declared, observation),
    roles,
    problems: run.specs.problems,
  };
}

/** How many existing roles the specs declare, also those that this run does not look at. */
function managedRoles(run: Run, assessments: readonly Assessment[], { roles }: Observation): number {
  const existing = new Set(roles.map(({ name }) => foldName(name)));
  const declared = run.specs.roles.filter(({ role }) => existing.has(foldName(role.name)));
  return Math.max(declared.length, assessments.filter(({ exists }) => exists).length);
}

function headOf(run: Run) {
  return {
    apiVersion: 'rolecall/v1',
    kind: 'DriftReport',
    runId: run.runId,
    trigger: run.trigger,
    account: run.account.accountId,
    owner: run.guards.owner,
    mode: strictest(run.mode, run.guards.mode),
  } as const;
}

function assessorFor(run: Run, observation: Observation, now: Date): Assessor {
  return {
    iam: run.iam,
    taskDefinitions: { rolesInUse: once(() => run.taskDefinitions.rolesInUse()) },
    now,
    guards: run.mode === 'suspend' ? { ...run.guards, mode: 'suspend' } : run.guards,
    account: run.account,
    policies: new PolicyReader(run.account.partition),
    documents: new PolicyDocuments(run.iam, observation.policies),
    quotas: once(() => accountQuotas(run.iam)),
  };
}

async function assessAll(
  run: Run,
  declared: Run['specs']['roles'],
  observation: Observation,
  assessor: Assessor,
): Promise<readonly Assessment[]> {
  const assessments: Assessment[] = [];
  for (const role of declared) {
    assessments.push(await assess(role, await observation.role(role.role.name), assessor));
    if (assessments.length % 100 === 0) run.progress?.({ stage: 'comparing', done: assessments.length, of: declared.length });
  }
  return assessments;
}

function isWritable(assessment: Assessment): boolean {
  const { mode, actions, verdict } = assessment;
  return mode === 'enforce' && actions.length > 0 && (verdict !== 'refused' || onlyImmutable(assessment));
}

interface Hold {
  readonly brake: BrakeReport | null;
  readonly hash: string | null;
}

/** Applies what may be applied; everything else is reported as it was assessed. */
async function carryOut(
  run: Run,
  assessments: readonly Assessment[],
  assessor: Assessor,
  hold: Hold,
): Promise<readonly RoleReport[]> {
  if (run.mode !== 'enforce') return assessments.map(assessedReport);
  const held = holdReason(run.approved, hold);
  if (held !== undefined) {
    return assessments.map((role) => (isWritable(role) ? heldReport(role, held) : assessedReport(role)));
  }
  const limit = pLimit(SIDE_BY_SIDE);
  const finished = countApplied(run, assessments.filter(isWritable).length);
  const applyOne = async (assessment: Assessment) => {
    const application = await applyRole(assessment, run.approved !== undefined, assessor, run.clock);
    finished(assessment.observedName);
    return appliedReport(application);
  };
  return Promise.all(assessments.map((role) => (isWritable(role) ? limit(applyOne, role) : assessedReport(role))));
}

/** A plan that a person approved is let through the brake, and nothing but that plan. */
function holdReason(approved: string | undefined, { brake, hash }: Hold): Reason | undefined {
  if (approved === undefined) {
    return brake === null ? undefined : { code: 'Brake', message: `${brake.message} Approve it with --approve ${hash}.` };
  }
  if (approved === hash) return undefined;
  return {
    code: 'Changed',
    message: `The plan is no longer the one that was approved, so nothing was written. It is now ${hash}.`,
  };
}

function countApplied(run: Run, of: number): (role: string) => void {
  let done = 0;
  return (role) => {
    done += 1;
    run.progress?.({ stage: 'applying', done, of, role });
  };
}

/** Roles that are named but cannot be judged, and roles of ours that nothing names. */
function unjudged(run: Run, observation: Observation): readonly RoleReport[] {
  const { specs, guards } = run;
  const mode = strictest(guards.mode);
  const asked = specs.invalid.filter((role) => run.only?.(role) ?? true);
  const invalid = [...new Map(asked.map((role) => [foldName(role.name), role])).values()].map((role) =>
    invalidReport(role, mode),
  );
  if (run.only !== undefined || specs.incomplete) return invalid;
  const named = [...specs.roles.map(({ role }) => role.name), ...specs.invalid.map(({ name }) => name)];
  const ours = orphans(observation.roles, named, ({ tags }) => ownershipOf(tags, guards.owner) === 'ours');
  return [...invalid, ...ours.map((role) => orphanReport(role, mode))];
}
