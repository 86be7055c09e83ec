import type { Watched } from '../../controller/alerts/observing/watched.ts';
import { type KnownAudits, knownAudits } from '../../controller/reports/known-audits.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import { problemsText } from '../../report/problems-text.ts';
import type { Guards } from '../../specs/types.ts';
import type { LiveAccount } from '../account/live-account.ts';
import { guardsFile, loadGuards } from '../input/guards-file.ts';
import type { Io } from '../terminal/io.ts';
import { colorOf } from '../terminal/style.ts';
import { UserError } from '../terminal/user-error.ts';
import { controllerState } from './controller-state.ts';
import { deployedController } from './deployed-controller.ts';

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
  const live = await io.connect(options);
  const location = options.state ?? (await deployedController(live, options.deployment)).state;
  const state = await controllerState(live, location, options.state === undefined ? live.accountId : undefined);
  const guards = await guardsOf(options.config, live, io);
  const { audits, ...reading } = await auditsBeside(location, state.account, live);
  const { account, waivers = [] } = state;
  const watched = { account, deployment: options.deployment, now: io.clock.now(), guards, waivers, state, audits };
  return { watched, guards, ...reading };
}

async function guardsOf(config: string | undefined, { accountId, partition, region }: LiveAccount, io: Io): Promise<Guards> {
  const file = guardsFile(config);
  const { guards, problems, sources } = await loadGuards(file, { accountId, partition, region });
  io.stderr.write(problemsText(problems, { color: colorOf(io.stderr, io), sources }));
  if (guards === undefined) throw new UserError(`${file} has errors, so nothing was looked at.`);
  return guards;
}

/** The audit keeps its results beside the state. */
async function auditsBeside(location: string, account: string, live: LiveAccount): Promise<KnownAudits> {
  return knownAudits(await live.auditStore?.(location.replace(/[^/]*\/?$/, 'audits'), account));
}
