import { LeaseHeld, type LeaseHooks, withLease } from '../../controller/lease/command-lease.ts';
import { StateConflict, type StateStore, StateUnreadable } from '../../controller/ports.ts';
import { printable } from '../../report/escaping/printable.ts';
import type { LiveAccount } from '../account/live-account.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import type { Deployment } from './controller-access.ts';
import { USUAL_NAME } from './options.ts';

/** Longer than any single call with its retries. */
const LEASE_SECONDS = 120;

export interface LeaseOptions {
  /** Which deployment's lease. */
  readonly deployment: string;
  readonly withoutLease?: true;
}

/** Work that writes to IAM; what it is given keeps it from writing while the controller does. */
export type Writing<T> = (hooks: Partial<LeaseHooks>) => Promise<T>;

const ALL_THE_SAME = 'Give --without-lease to write all the same, once you know that nothing else is writing.';

function tell(io: Io, message: string): undefined {
  io.stderr.write(`${printable(message)}\n`);
  return undefined;
}

/** The state that holds the lease; `undefined` where there is no controller to heed, or none that the user may see. */
async function leaseStore(live: LiveAccount, { deployment: name, withoutLease }: LeaseOptions, io: Io) {
  if (withoutLease)
    return tell(io, 'Writing without the lease: a controller may be writing the same roles, and its kill switch is not heeded.');
  if (live.region === undefined)
    return tell(io, 'No region is set, so no deployed controller was looked for. If there is one, give its --region.');
  const lookup = await live.deployment(name);
  if (lookup.found === 'no') return noneFound(live, name, io);
  if (lookup.found === 'yes') {
    await heedKillSwitch(live, lookup.deployment);
    return live.stateStore(lookup.deployment.state, live.accountId);
  }
  if (lookup.found === 'refused') return tell(io, `Whether a controller writes here too is not known. ${lookup.message}`);
  throw new UserError(
    `Whether a controller writes here too is not known, so nothing was written. ${lookup.message} ${ALL_THE_SAME}`,
  );
}

/** A slip in the name must not go round the controller; in another region than the controller's nothing shows that it exists. */
function noneFound({ accountId, region }: LiveAccount, name: string, io: Io): undefined {
  const nowhere = `No controller "${name}" is deployed in account ${accountId}, region ${region}`;
  if (name !== USUAL_NAME) throw new UserError(`${nowhere}, so nothing was written. Check --deployment and --region.`);
  return tell(io, `${nowhere}, so none was heeded. If there is one elsewhere, give its --region.`);
}

/** Whoever turned the controller off did not mean that a person should go on in its place unawares. */
async function heedKillSwitch(live: LiveAccount, { killSwitch }: Deployment): Promise<void> {
  const mode = await (await live.killSwitch(killSwitch)).read();
  if (mode === 'enforce') return;
  const says =
    mode === undefined ? 'cannot be read, or says none of suspend, observe and enforce, which counts as observe' : `says ${mode}`;
  throw new UserError(`The kill switch ${killSwitch} ${says}, so nothing was written. ${ALL_THE_SAME}`);
}

/** What kept the lease from being taken or kept, for the user; any other failure as it is. Nothing was written. */
function explained(failure: unknown): unknown {
  if (failure instanceof LeaseHeld) return new UserError(failure.message);
  if (failure instanceof StateUnreadable) return new UserError(`${failure.message} Nothing was written. ${ALL_THE_SAME}`);
  if (failure instanceof StateConflict)
    return new UserError('The controller was at work in the same moment, so nothing was written. Run this again.');
  return failure;
}

async function underLease<T>(store: StateStore, { accountId, caller }: LiveAccount, io: Io, write: Writing<T>): Promise<T> {
  const runId = `${io.newRunId()} (rolecall apply by ${caller})`;
  try {
    return await withLease({ store, account: accountId, runId, clock: io.clock, seconds: LEASE_SECONDS }, write);
  } catch (failure) {
    throw explained(failure);
  }
}

/**
 * Writes to a live account, under the lease of the controller that is deployed there, if one is.
 * @param live `undefined` for an account in memory, which no controller looks after
 * @throws {UserError} if the controller is writing, or if that cannot be known; then nothing was written
 */
export async function writeAlone<T>(live: LiveAccount | undefined, options: LeaseOptions, io: Io, write: Writing<T>): Promise<T> {
  const store = live === undefined ? undefined : await leaseStore(live, options, io);
  return live === undefined || store === undefined ? write({}) : underLease(store, live, io, write);
}
