import { foldName } from '../iam/role.ts';
import { strictest } from './admission/mode.ts';
import { impact } from './apply.ts';
import { assess, assessSettling } from './assess.ts';
import type { Assessment, Assessor } from './assessment.ts';
import { carryOut, type Hold, isWritable, type Outcome } from './carry-out.ts';
import { ContentJudge } from './drift/content-judge.ts';
import { notices } from './notices.ts';
import { brakeOf } from './plan/brake.ts';
import { planHash } from './plan/plan-hash.ts';
import type { PassResult, Run } from './ports.ts';
import { accountQuotas, once } from './reading/account-quotas.ts';
import { type Observation, observe } from './reading/observation.ts';
import { PolicyContents } from './reading/policy-contents.ts';
import { PolicyDocuments } from './reading/policy-documents.ts';
import { PolicyReader } from './reading/policy-reader.ts';
import { summarize } from './summary.ts';
import type { DriftReport } from './types.ts';
import { unjudged } from './unjudged.ts';

type Declared = Run['specs']['roles'];

/** The report of one pass. */
export async function reconcile(run: Run): Promise<DriftReport> {
  return (await pass(run)).report;
}

/**
 * One pass: reads the account, compares, plans, and, where the mode is enforce, applies.
 * Rejects on a bug, and with what `beforeWriting` or `halt` reject with.
 */
export async function pass(run: Run): Promise<PassResult> {
  const startedAt = run.clock.now();
  const declared = declaredRoles(run);
  const settling = settlingRoles(run, declared, startedAt);
  const toRead = declared.filter((role) => !settling.has(role));
  const observation = await observe(run.iam, toRead, run.only === undefined, (roles) =>
    run.progress?.({ stage: 'reading', roles }),
  );
  const assessor = assessorFor(run, observation, startedAt);
  const assessments = await assessAll(run, declared, settling, observation, assessor);
  const hold = holdOf(run, assessments, observation);
  const hands = { iam: run.iam, clock: run.clock, halt: run.halt };
  const applying = { assessor, hands, exactly: run.approved !== undefined, isFresh: observation.single };
  const outcomes = await carryOut(run, assessments, applying, hold);
  const report = reportOf(run, startedAt, hold, outcomes, observation, notices(run, declared, observation));
  return {
    report,
    accountRead: observation.failure === null,
    policies: contentsOf(outcomes, assessor),
    seen: seenIn(assessments, assessor),
  };
}

/** What is to be looked at; what a source declared that cannot be read now may be declared otherwise by now. */
function declaredRoles({ specs, only }: Run): Declared {
  const unreadable = new Set(specs.unreadable.map(({ name }) => foldName(name)));
  return specs.roles.filter((role) => (only?.(role) ?? true) && !unreadable.has(foldName(role.role.name)));
}

function settlingRoles(run: Run, declared: Declared, now: Date): ReadonlyMap<Declared[number], Assessment> {
  const guards = effectiveGuards(run);
  return new Map(
    declared.flatMap((role) => {
      const assessment = assessSettling(role, { guards, memory: run.memory, now });
      return assessment === undefined ? [] : [[role, assessment]];
    }),
  );
}

function effectiveGuards({ mode, guards }: Run): Run['guards'] {
  return mode === 'suspend' ? { ...guards, mode: 'suspend' } : guards;
}

function holdOf(run: Run, assessments: readonly Assessment[], observation: Observation): Hold {
  const writable = assessments.filter(isWritable);
  const hash = planHash(
    run.account.accountId,
    writable.map(({ observedName, actions }) => ({ name: observedName, actions })),
    run.memory?.usedPlans,
  );
  const impacts = writable.map((assessment) => ({ role: assessment.observedName, impact: impact(assessment) }));
  const managed = managedRoles(run, assessments, observation);
  return { hash, brake: brakeOf(impacts, run.memory?.recentWrites ?? [], managed, run.guards.limits) };
}

/**
 * How many existing roles the specs declare, also those that this run does not look at. Where only a few were read and other
 * runs are remembered, all declared roles are taken to exist: else small runs would add up past the limit of a large one.
 */
function managedRoles(run: Run, assessments: readonly Assessment[], { roles, single }: Observation): number {
  if (single && run.memory !== undefined) return run.specs.roles.length;
  const existing = new Set(roles.map(({ name }) => foldName(name)));
  const declared = run.specs.roles.filter(({ role }) => existing.has(foldName(role.name)));
  return Math.max(declared.length, assessments.filter(({ exists }) => exists).length);
}

function reportOf(
  run: Run,
  startedAt: Date,
  { hash, brake }: Hold,
  outcomes: readonly Outcome[],
  observation: Observation,
  said: readonly string[],
): DriftReport {
  const roles = [...outcomes.map(({ report }) => report), ...unjudged(run, observation)];
  const readAll = observation.failure === null && !run.specs.incomplete;
  return {
    apiVersion: 'rolecall/v1',
    kind: 'DriftReport',
    runId: run.runId,
    trigger: run.trigger,
    account: run.account.accountId,
    owner: run.guards.owner,
    mode: strictest(run.mode, run.guards.mode),
    complete: readAll && !roles.some(({ status }) => status === 'Unknown'),
    startedAt: startedAt.toISOString(),
    finishedAt: run.clock.now().toISOString(),
    planHash: hash,
    brake,
    summary: summarize(roles),
    notices: said,
    roles,
    problems: run.specs.problems,
  };
}

function contentsOf(outcomes: readonly Outcome[], { contents }: Assessor): PassResult['policies'] {
  const read = (arns: readonly string[]) =>
    new Map(
      arns.flatMap((arn) => {
        const content = contents.of(arn);
        return content === undefined ? [] : [[arn, content] as const];
      }),
    );
  return new Map(
    outcomes.flatMap(({ name, policies }) => (policies === undefined ? [] : [[foldName(name), read(policies)] as const])),
  );
}

function seenIn(assessments: readonly Assessment[], { documents }: Assessor): NonNullable<PassResult['seen']> {
  const seen = assessments.flatMap(({ declared, correction }) =>
    correction ? [[declared.role.name, correction.before] as const] : [],
  );
  return { roles: new Map(seen), managed: documents.document };
}

function assessorFor(run: Run, observation: Observation, now: Date): Assessor {
  const policies = new PolicyReader(run.account.partition);
  const documents = new PolicyDocuments(run.iam, observation.policies);
  const contents = new PolicyContents(documents, policies);
  return {
    iam: run.iam,
    taskDefinitions: { rolesInUse: once(() => run.taskDefinitions.rolesInUse()) },
    now,
    guards: effectiveGuards(run),
    mode: run.mode,
    account: run.account,
    memory: run.memory,
    contentOf: new Set(run.contentOf),
    policies,
    documents,
    contents,
    contentJudge: new ContentJudge(policies, documents, contents),
    quotas: once(() => accountQuotas(run.iam)),
  };
}

async function assessAll(
  run: Run,
  declared: Declared,
  settling: ReadonlyMap<Declared[number], Assessment>,
  observation: Observation,
  assessor: Assessor,
): Promise<readonly Assessment[]> {
  const assessments: Assessment[] = [];
  for (const role of declared) {
    const known = settling.get(role);
    assessments.push(known ?? (await assess(role, await observation.role(role.role.name), assessor)));
    if (assessments.length % 100 === 0) run.progress?.({ stage: 'comparing', done: assessments.length, of: declared.length });
  }
  return assessments;
}
