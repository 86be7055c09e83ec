import pLimit from 'p-limit';
import { type Application, type Applying, applyRole, impact } from './apply.ts';
import { type Assessment, isRefusedInPart } from './assessment.ts';
import type { Intent, Run } from './ports.ts';
import { appliedReport, assessedReport, heldReport } from './role-report.ts';
import type { BrakeReport, Reason, RoleReport } from './types.ts';

/** Roles that are written side by side; IAM's rate limits are the adapter's concern. */
const SIDE_BY_SIDE = 4;

/** What stands between a plan and its writes. */
export interface Hold {
  readonly brake: BrakeReport | null;
  readonly hash: string | null;
}

/** What is said of a role in the end. */
export interface Outcome {
  readonly name: string;
  readonly report: RoleReport;
  /** The ARNs of the policies that it holds; `undefined` where there is no such role, or it was not looked at. */
  readonly policies: readonly string[] | undefined;
}

export function isWritable(assessment: Assessment): boolean {
  const { mode, actions, verdict } = assessment;
  return mode === 'enforce' && actions.length > 0 && (verdict !== 'refused' || isRefusedInPart(assessment));
}

/** Applies what may be applied; everything else is reported as it was assessed. */
export async function carryOut(
  run: Run,
  assessments: readonly Assessment[],
  applying: Applying,
  hold: Hold,
): Promise<readonly Outcome[]> {
  if (run.mode !== 'enforce') return assessments.map(assessed);
  const held = holdReason(run.approved, hold);
  if (held !== undefined) {
    return assessments.map((each) => (isWritable(each) ? { ...assessed(each), report: heldReport(each, held) } : assessed(each)));
  }
  const writable = assessments.filter(isWritable);
  if (writable.length > 0) await run.beforeWriting?.(intentsOf(writable), hold.brake === null ? undefined : run.approved);
  const limit = pLimit(SIDE_BY_SIDE);
  const finished = countApplied(run, writable.length);
  const applyOne = async (assessment: Assessment) => {
    const application = await applyRole(assessment, applying);
    finished(assessment.observedName);
    return applied(application);
  };
  return Promise.all(assessments.map((each) => (isWritable(each) ? limit(applyOne, each) : assessed(each))));
}

function assessed(assessment: Assessment): Outcome {
  const { observedName, exists, policies } = assessment;
  return { name: observedName, report: assessedReport(assessment), policies: exists ? policies : undefined };
}

function applied(application: Application): Outcome {
  const { assessment, result } = application;
  const { declared, futurePolicies } = assessment;
  const left = declared.state === 'absent' ? undefined : futurePolicies;
  return {
    ...assessed(assessment),
    report: appliedReport(application),
    ...(result === 'corrected' && { policies: left }),
  };
}

/** Taking a role over, or letting it go, is no intent: it changes no access. */
function intentsOf(writable: readonly Assessment[]): readonly Intent[] {
  return writable.flatMap((assessment) => {
    const does = impact(assessment);
    return does === 'tagged' ? [] : [{ role: assessment.observedName, impact: does }];
  });
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
