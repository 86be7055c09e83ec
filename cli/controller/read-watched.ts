import type { Watched } from '../../controller/alerts/observing/watched.ts';
import { type KnownAudits, knownAudits } from '../../controller/reports/known-audits.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import { problemsText } from '../../report/problems-text.ts';
import type { Guards } from '../../specs/types.ts';
import type { LiveAccount } from '../account/live-account.ts';
import { guardsFile, type LoadedGuards, loadGuards } from '../input/guards-file.ts';
import type { Io } from '../terminal/io.ts';
import { colorOf } from '../terminal/style.ts';
import { UserError } from '../terminal/user-error.ts';
import { controllerState } from './controller-state.ts';
import { deployedController } from './deployed-controller.ts';
import { statePlace } from './state-place.ts';

export interface ReadWatched {
  readonly watched: Watched & { readonly state: ControllerState };
  readonly guards: Guards;
  /** What is missing, and why. */
  readonly notices: readonly string[];
  /** Whether all that is kept could be read. */
  readonly isComplete: boolean;
}

export interface WatchedOptions {
  readonly deployment: string;
  readonly state?: string;
  readonly config?: string;
  readonly profile?: string;
  readonly region?: string;
}

/**
 * What the deployed controller and its audit keep, and the guards that say who is told.
 * @throws {UserError} if there is no state, or if the guards have errors.
 */
export async function readWatched(options: WatchedOptions, io: Io): Promise<ReadWatched> {
  const file = guardsFile(options.config);
  if (options.state !== undefined) statePlace(options.state);
  await checkGuards(file, io);
  const live = await io.connect(options);
  const location = options.state ?? (await deployedController(live, options.deployment)).state;
  const state = await controllerState(live, location, options.state === undefined ? live.accountId : undefined);
  const guards = await guardsOf(file, live, io);
  const { audits, ...reading } = await auditsBeside(location, state.account, live);
  const { account, waivers = [] } = state;
  const watched = { account, deployment: options.deployment, now: io.clock.now(), guards, waivers, state, audits };
  return { watched, guards, ...reading };
}

/** What is wrong with them wherever they are used is said before anything is connected to. */
async function checkGuards(file: string | undefined, io: Io): Promise<void> {
  const loaded = await loadGuards(file, undefined);
  if (loaded.guards === undefined) usable(file, loaded, io);
}

async function guardsOf(file: string | undefined, { accountId, partition, region }: LiveAccount, io: Io): Promise<Guards> {
  return usable(file, await loadGuards(file, { accountId, partition, region }), io);
}

/** @throws {UserError} if the guards have errors */
function usable(file: string | undefined, { guards, problems, sources }: LoadedGuards, io: Io): Guards {
  io.stderr.write(problemsText(problems, { color: colorOf(io.stderr, io), sources }));
  if (guards === undefined) throw new UserError(`${file} has errors, so nothing was looked at.`);
  return guards;
}

/** The audit keeps its results beside the state. */
async function auditsBeside(location: string, account: string, live: LiveAccount): Promise<KnownAudits> {
  return knownAudits(await live.auditStore?.(location.replace(/[^/]*\/?$/, 'audits'), account));
}
