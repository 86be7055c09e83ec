import { foldName } from '../iam/role.ts';
import type { PassResult, Run } from '../reconciler/ports.ts';
import { pass as reconcilePass } from '../reconciler/reconcile.ts';
import type { FinishedPass } from './folding/fold.ts';
import { deadlineReason, switchedOffReason } from './halting.ts';
import { HeldLease } from './lease/lease.ts';
import { contentToRead } from './memory/content-to-read.ts';
import { memoryOf } from './memory/memory.ts';
import { type PassMode, passMode } from './mode.ts';
import type { ControllerPorts, ControllerSettings, PassFrame } from './ports.ts';
import type { PassRequest } from './request.ts';
import { type Declaration, declarationsOf } from './specs/declaration.ts';
import { type RememberedSpecs, rememberedSpecs } from './specs/remembered-specs.ts';
import { ontoNewer } from './state/newer-state.ts';
import type { ControllerState } from './state/state.ts';

/** What is remembered when a pass begins. */
export interface PassBase {
  readonly state: ControllerState;
  /** `undefined` if no state is stored. */
  readonly version: string | undefined;
  /** Whether no pass has been remembered yet. */
  readonly fresh: boolean;
}

export interface CarriedOut {
  readonly pass: FinishedPass;
  /** Held if the pass began to write IAM. */
  readonly lease: HeldLease | undefined;
  readonly settlesAt: (role: string) => Date | undefined;
}

/**
 * Reads the kill switch and the specs, and reconciles; takes the lease before the first write to IAM.
 * @throws {StateConflict} before anything is written to IAM; {StateUnreadable}
 */
export async function carryOutPass(
  request: PassRequest,
  base: PassBase,
  frame: PassFrame,
  ports: ControllerPorts,
  settings: ControllerSettings,
): Promise<CarriedOut> {
  const [killSwitch, readings] = await Promise.all([ports.killSwitch.read(), ports.specs.read()]);
  const now = ports.clock.now();
  const files = readings.flatMap((reading) => reading.files);
  const compiled = await ports.compiler.compile(files, settings.account, now.toISOString().slice(0, 10));
  const read = rememberedSpecs(readings, compiled, base.state, now);
  const declarations = declarationsOf(read.specs, settings.guards);
  const memory = memoryOf({ state: base.state, request, declarations, settlingSeconds: settings.settlingSeconds, now });
  const mode = passMode({
    deployment: settings.guards.mode,
    killSwitch,
    fresh: base.fresh,
    guardsAmongSpecs: read.specs.guards,
  });
  const approval = approvalOf(request, base.state);
  const writing = new Writing(base, approval.hash, { frame, ports, settings });
  const result = await reconcilePass({
    ...runOf(request, frame, ports, settings),
    specs: read.specs,
    mode: mode.mode,
    approved: approval.hash,
    memory,
    contentOf: contentToRead(request, base.state),
    ...writing.hooks,
  });
  const pass = finishedPass(withNotices(result, mode, approval.notices), {
    request,
    read,
    declarations,
    writing,
    now: ports.clock.now(),
  });
  return { pass, lease: writing.lease, settlesAt: memory.settlesAt };
}

function runOf({ trigger, scope }: PassRequest, { runId }: PassFrame, ports: ControllerPorts, settings: ControllerSettings) {
  const { iam, taskDefinitions, clock } = ports;
  const only: Run['only'] =
    scope === 'all' ? undefined : (role) => scope.has(foldName('role' in role ? role.role.name : role.name));
  return {
    runId,
    trigger,
    iam,
    taskDefinitions,
    clock,
    account: settings.account,
    guards: settings.guards,
    only,
    progress: undefined,
  };
}

interface Finishing {
  readonly request: PassRequest;
  readonly read: RememberedSpecs;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly writing: Writing;
  readonly now: Date;
}

function finishedPass(result: PassResult, { request, read, declarations, writing, now }: Finishing): FinishedPass {
  const { sources, allListed, specs } = read;
  const known = { sources, allListed, allSpecsRead: !specs.incomplete, waivers: specs.waivers };
  return { result, request, declarations, ...known, recorded: writing.lease?.recorded ?? [], now };
}

/** A plan that a person let through is let through once. */
function approvalOf({ approved }: PassRequest, { approvals }: ControllerState) {
  const used = approvals.find(({ hash }) => hash === approved);
  if (used === undefined) return { hash: approved, notices: [] };
  const notice = `Plan ${used.hash} was let through already, at ${used.at}. An approval counts once: approve the plan that is held now.`;
  return { hash: undefined, notices: [notice] };
}

function withNotices(result: PassResult, mode: PassMode, notices: readonly string[]): PassResult {
  const { report } = result;
  return { ...result, report: { ...report, notices: [...mode.notices, ...notices, ...report.notices] } };
}

interface Circumstances {
  readonly frame: PassFrame;
  readonly ports: ControllerPorts;
  readonly settings: ControllerSettings;
}

/** The writing side of one pass: the lease, and what stops it. */
class Writing {
  lease: HeldLease | undefined;
  readonly hooks: Required<Pick<Run, 'beforeWriting' | 'halt'>>;

  /** @param approved of a plan that a person let through, whether or not the brake would have held it */
  constructor({ state, version }: PassBase, approved: string | undefined, { frame, ports, settings }: Circumstances) {
    const leaseSettings = { store: ports.state, clock: ports.clock, holder: frame.runId, seconds: settings.leaseSeconds };
    this.hooks = {
      beforeWriting: async (intents) => {
        const take = (newest: ControllerState, after: string | undefined) =>
          HeldLease.take(leaseSettings, newest, after, { intents, approved });
        this.lease = await ontoNewer(ports.state, state, version, take);
      },
      halt: async (before) =>
        deadlineReason(frame, before) ??
        (before === 'role' ? switchedOffReason(await ports.killSwitch.read()) : undefined) ??
        (await this.lease?.check()),
    };
  }
}
