import type { IamError } from '../iam/errors.ts';
import type { Assessment, Assessor } from './assess.ts';
import { assess, onlyImmutable } from './assess.ts';
import { type Impact, impactOf } from './brake.ts';
import { isOwnerTagCall } from './owner.ts';
import { perform } from './perform.ts';
import type { Clock } from './ports.ts';
import { readRole } from './read-role.ts';
import type { Action, Reason } from './types.ts';

/** What became of one role. */
export interface Application {
  readonly assessment: Assessment;
  readonly result: 'corrected' | 'failed' | 'deferred' | 'untouched';
  readonly actions: readonly Action[];
  readonly reasons: readonly Reason[];
}

/** How often a role is read and planned again because the world moved while it was written. */
const ATTEMPTS = 4;

/**
 * Applies the plan of one role: reads the role afresh, decides again, and writes what that says.
 * Nothing is written if the fresh plan is of another kind than the one that was counted and shown.
 * @param exactly whether a person approved these very calls, so that no other may be made
 */
export async function applyRole(planned: Assessment, exactly: boolean, assessor: Assessor, clock: Clock): Promise<Application> {
  const done: Action[] = [];
  for (let attempt = 1; ; attempt++) {
    const fresh = await assessAfresh(planned, assessor);
    if (fresh.verdict === 'unknown' || (fresh.verdict === 'refused' && !onlyImmutable(fresh))) return stopped(fresh, done);
    if (fresh.actions.length === 0) return { assessment: fresh, result: done.length > 0 ? 'corrected' : 'untouched', actions: done, reasons: [] };
    if (attempt === 1 && hasChanged(planned, fresh, exactly)) return deferred(fresh);
    const { result, actions, ...rest } = await perform(assessor.iam, clock, fresh.actions);
    done.push(...actions);
    const shown = { ...fresh, drift: planned.drift.length > 0 ? planned.drift : fresh.drift };
    if (result === 'done') return { assessment: shown, result: 'corrected', actions: done, reasons: [] };
    const error = (rest as { readonly error: IamError }).error;
    if (result === 'failed' || attempt === ATTEMPTS) return { assessment: shown, result: 'failed', actions: done, reasons: [failure(error)] };
    await clock.sleep(1000 * 2 ** (attempt - 1));
  }
}

async function assessAfresh({ declared, observedName }: Assessment, assessor: Assessor): Promise<Assessment> {
  return assess(declared, await readRole(assessor.iam, observedName), assessor);
}

/** What was done before the role became unreadable or forbidden stays on record. */
function stopped(assessment: Assessment, done: readonly Action[]): Application {
  return { assessment, result: 'untouched', actions: [...done, ...outcomes(assessment, 'refused')], reasons: [] };
}

function deferred(assessment: Assessment): Application {
  const message = 'The role changed between planning and writing, so nothing was written. Run again to see the new plan.';
  return { assessment, result: 'deferred', actions: outcomes(assessment, 'deferred'), reasons: [{ code: 'Changed', message }] };
}

export function outcomes({ actions }: Assessment, outcome: Action['outcome']): readonly Action[] {
  return actions.map((action) => ({ ...action, outcome }));
}

function hasChanged(planned: Assessment, fresh: Assessment, exactly: boolean): boolean {
  return exactly ? JSON.stringify(planned.actions) !== JSON.stringify(fresh.actions) : isWorse(impact(planned), impact(fresh));
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
