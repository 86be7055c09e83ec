import type { IamError } from '../iam/errors.ts';
import { isOwnerTagCall } from './admission/owner.ts';
import { assess } from './assess.ts';
import { type Assessment, type Assessor, isRefusedInPart } from './assessment.ts';
import { type Hands, perform } from './perform.ts';
import { type Impact, impactOf } from './plan/brake.ts';
import { readRole } from './reading/read-role.ts';
import { narrowedByStop, type Restored, restoreTrust } from './restore-trust.ts';
import type { Action, Reason } from './types.ts';

/** What became of one role. */
export interface Application {
  readonly assessment: Assessment;
  readonly result: 'corrected' | 'failed' | 'halted' | 'deferred' | 'untouched';
  readonly actions: readonly Action[];
  readonly reasons: readonly Reason[];
}

/** How plans are applied. */
export interface Applying {
  readonly assessor: Assessor;
  readonly hands: Hands;
  /** Whether a person approved these very calls, so that no other may be made. */
  readonly exactly: boolean;
  /** Whether the assessments come from single reads of this very run, so that another would say the same. */
  readonly isFresh: boolean;
}

/** How often a role is read and planned again because the world moved while it was written. */
const ATTEMPTS = 4;

/**
 * Applies the plan of one role: reads the role afresh where that was not just done, decides again, and writes what that says.
 * Nothing is written if the fresh plan is of another kind than the one that was counted and shown.
 */
export async function applyRole(planned: Assessment, applying: Applying): Promise<Application> {
  const halted = await applying.hands.halt?.('role');
  if (halted !== undefined)
    return { assessment: planned, result: 'halted', actions: outcomes(planned, 'deferred'), reasons: [halted] };
  const first = applying.isFresh ? planned : await assessAfresh(planned, applying.assessor);
  if (mayWrite(first) && hasChanged(planned, first, applying.exactly)) return deferred(first);
  return writeUntilDone(first, applying);
}

async function writeUntilDone(first: Assessment, applying: Applying): Promise<Application> {
  const { assessor, hands, exactly } = applying;
  const done: Action[] = [];
  let fresh = first;
  for (let attempt = 1; mayWrite(fresh); attempt++) {
    const performed = await perform(hands, fresh.actions);
    const actions = [...done, ...performed.actions];
    const shown = fresh.drift.length > 0 ? fresh : { ...fresh, drift: first.drift };
    if (performed.result === 'done') return { assessment: shown, result: 'corrected', actions, reasons: [] };
    if (performed.result === 'halted') return halted(shown, first, actions, performed.reason);
    if (performed.result === 'failed' || attempt === ATTEMPTS) {
      const restored = await restoreTrust(first.correction, actions, performed.error, assessor, hands);
      return failed(shown, actions, performed.error, restored);
    }
    done.push(...performed.actions.filter(({ outcome }) => outcome === 'done'));
    await hands.clock.sleep(1000 * 2 ** (attempt - 1));
    fresh = await assessAfresh(fresh, assessor);
    if (mayWrite(fresh) && goesBeyond(first, fresh, exactly)) return deferred(fresh, done);
  }
  return ended(fresh, first, done);
}

function halted(assessment: Assessment, first: Assessment, actions: readonly Action[], reason: Reason): Application {
  return { assessment, result: 'halted', actions, reasons: [reason, ...narrowedByStop(first.correction, actions)] };
}

function failed(assessment: Assessment, actions: readonly Action[], error: IamError, restored: Restored): Application {
  const reasons = [failure(error), ...restored.reasons];
  return { assessment, result: 'failed', actions: [...actions, ...restored.actions], reasons };
}

function mayWrite(assessment: Assessment): boolean {
  const forbidden = assessment.verdict === 'unknown' || (assessment.verdict === 'refused' && !isRefusedInPart(assessment));
  return !forbidden && assessment.actions.length > 0;
}

/** Nothing is left to write, or the role became unreadable or forbidden; what was done stays on record. */
function ended(fresh: Assessment, first: Assessment, done: readonly Action[]): Application {
  const actions = [...done, ...outcomes(fresh, 'refused')];
  const corrected = fresh.verdict === 'inSync' && done.length > 0;
  const assessment = corrected ? { ...fresh, drift: first.drift } : fresh;
  return { assessment, result: corrected ? 'corrected' : 'untouched', actions, reasons: [] };
}

async function assessAfresh({ declared, observedName }: Assessment, assessor: Assessor): Promise<Assessment> {
  return assess(declared, await readRole(assessor.iam, observedName), assessor);
}

function deferred(assessment: Assessment, done: readonly Action[] = []): Application {
  const written = done.length === 0 ? 'nothing was written' : 'nothing more was written';
  const message = `The role changed between planning and writing, so ${written}. Run again to see the new plan.`;
  const actions = [...done, ...outcomes(assessment, 'deferred')];
  return { assessment, result: 'deferred', actions, reasons: [{ code: 'Changed', message }] };
}

export function outcomes({ actions }: Assessment, outcome: Action['outcome']): readonly Action[] {
  return actions.map((action) => ({ ...action, outcome }));
}

function hasChanged(planned: Assessment, fresh: Assessment, exactly: boolean): boolean {
  return exactly ? JSON.stringify(planned.actions) !== JSON.stringify(fresh.actions) : isWorse(impact(planned), impact(fresh));
}

/** Whether what is left to do, after a part was done, is more than what was counted, or approved. */
function goesBeyond(first: Assessment, left: Assessment, exactly: boolean): boolean {
  const approved = new Set(first.actions.map((action) => JSON.stringify(action)));
  if (exactly) return !left.actions.every((action) => approved.has(JSON.stringify(action)));
  const wasCreated = impact(first) === 'created' && impact(left) === 'changed' && left.owned;
  return !wasCreated && isWorse(impact(first), impact(left));
}

export function impact({ actions }: Pick<Assessment, 'actions'>): Impact {
  return impactOf(actions, isOwnerTagCall);
}

function isWorse(planned: Impact, fresh: Impact): boolean {
  return fresh !== planned && fresh !== 'tagged';
}

const ADVICE: Readonly<Record<IamError['kind'], string>> = {
  absent: 'Something the plan names is gone; check that the policy or role still exists.',
  refused: 'IAM does not allow it: give this identity the permission, or take the role out of the specs.',
  invalid: 'IAM does not accept the value: correct the spec.',
  quota: 'A quota of the account is reached: ask AWS for more, or declare less.',
  conflict: 'Somebody else keeps changing this role; find out who, then run again.',
  transient: 'It may pass: run again.',
};

function failure({ call, message, kind, code }: IamError): Reason {
  const text = message.endsWith('.') ? message : `${message}.`;
  return { code: kind === 'quota' ? 'Quota' : 'Failed', message: `${call} failed (${code}): ${text} ${ADVICE[kind]}` };
}
