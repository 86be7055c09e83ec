import { passRequestOf } from '../../controller/merge-requests.ts';
import type { PassOutcome } from '../../controller/ports.ts';
import type { IamChange, Request } from '../../controller/request.ts';
import { runPass } from '../../controller/run-pass.ts';
import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { type IamApi, type IamCall, type IamCalls, WRITE_CALLS } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import { Death, dyingAfterWrites, failingPage, throttlingEvery } from '../faults.ts';
import type { Step, Tampering, Wish } from '../properties/arbitraries/controller-days.ts';
import { arnOf, withArns } from '../reconciler/given.ts';
import { frame, settingsWith, World } from './ports.ts';

const SCHEDULE_SECONDS = 3600;
const VISIBILITY_SECONDS = 240;
export const OWNER = 'rolecall:owner';

interface Message {
  readonly at: number;
  readonly request: Request;
}

export interface Write {
  readonly call: IamCall;
  readonly role: string;
  readonly unit: string;
}

interface Fault {
  readonly apply: (api: IamApi) => IamApi;
  /** Until it strikes, not only for the next invocation. */
  readonly stays: boolean;
}

/** A deployment, its queue and its account over simulated time, with a ledger of what was changed, and by whom. */
export class Simulation {
  readonly world: World;
  readonly account: EmbeddedAccount;
  /** What the specs ask for, by role; none for those whose file is broken or gone. */
  readonly wishes = new Map<string, Wish>();
  readonly writes: Write[] = [];
  /** How often somebody else changed what a unit is, or is to be. */
  readonly causes = new Map<string, number>();
  /** What must never happen, and did. */
  readonly breaches: string[] = [];
  deaths = 0;
  #messages: Message[] = [];
  #nextSchedule = 0;
  #events = 0;
  #fault: Fault | undefined;
  #seconds = 0;
  readonly settings = settingsWith({ limits: { changedRoles: 3, changedShare: 1, createdRoles: 3, deletedRoles: 0 } });

  constructor(account: EmbeddedAccount) {
    this.account = account;
    this.world = new World(account);
  }

  get now(): number {
    return this.world.clock.now().getTime() / 1000;
  }

  /** Lets time pass, with everything that falls due on the way. */
  async pass(seconds: number): Promise<void> {
    const end = this.now + seconds;
    for (;;) {
      const due = Math.min(this.#nextSchedule, ...this.#messages.map(({ at }) => at));
      if (due > end) break;
      if (due > this.now) this.world.clock.advance(due - this.now);
      await this.invoke(this.#batch());
    }
    if (end > this.now) this.world.clock.advance(end - this.now);
  }

  #batch(): readonly Request[] {
    const due = this.#messages.filter(({ at }) => at <= this.now);
    this.#messages = this.#messages.filter(({ at }) => at > this.now);
    const scheduled = this.#nextSchedule <= this.now;
    if (scheduled) this.#nextSchedule = this.now + SCHEDULE_SECONDS;
    return [...(scheduled ? [{ kind: 'schedule' } as const] : []), ...due.map(({ request }) => request)];
  }

  send(request: Request, delaySeconds: number): void {
    this.#messages.push({ at: this.now + delaySeconds, request });
  }

  /** One invocation: what it rejects is delivered again. */
  async invoke(requests: readonly Request[]): Promise<PassOutcome | undefined> {
    const request = passRequestOf(requests, this.world.state.state);
    if (request === undefined) return undefined;
    const given = frame();
    const fault = this.#fault?.apply ?? ((api: IamApi) => api);
    if (this.#fault?.stays !== true) this.#fault = undefined;
    const mayWrite = this.world.killSwitch.mode === 'enforce' && this.world.state.state !== undefined;
    const ports = Object.assign(Object.create(this.world), { iam: fault(this.#watched(given.runId, mayWrite)) });
    try {
      const outcome = await runPass(request, given, ports, this.settings);
      for (const { request: sent, delaySeconds } of this.world.queue.take()) this.send(sent, delaySeconds);
      return outcome;
    } catch (error) {
      if (!(error instanceof Death)) throw error;
      this.deaths += 1;
      this.#fault = undefined;
      for (const each of requests) this.send(each, VISIBILITY_SECONDS);
      return undefined;
    }
  }

  /** The account as one run sees it; every write is judged as it is made. */
  #watched(runId: string, mayWrite: boolean): IamApi {
    return {
      call: async <C extends IamCall>(call: C, input: IamCalls[C]['input']) => {
        if ((WRITE_CALLS as readonly string[]).includes(call)) await this.#judge(runId, mayWrite, call, input as WriteInput);
        this.world.clock.advance(this.#seconds);
        return this.account.call(call, input);
      },
    };
  }

  async #judge(runId: string, mayWrite: boolean, call: IamCall, input: WriteInput): Promise<void> {
    const role = input.RoleName;
    const unit = unitOf(call, input);
    this.writes.push({ call, role, unit });
    const lease = this.world.state.state?.lease;
    if (lease?.holder !== runId || Date.parse(lease.expiresAt) <= this.now * 1000)
      this.breaches.push(`${call} without the lease`);
    if (!mayWrite) this.breaches.push(`${call} where nothing may be written`);
    const wish = this.wishes.get(role);
    if (wish === undefined) this.breaches.push(`${call} on ${role}, which nobody declares`);
    else if (unit !== 'trustPolicy' && (await this.#live(role)).get(unit) === wanted(wish).get(unit)) {
      this.breaches.push(`${call} on ${role} ${unit}, which is as declared`);
    }
  }

  /** Something happens to the world outside. */
  async happen(step: Step): Promise<void> {
    switch (step.type) {
      case 'edit':
        return this.edit(`role-${step.role}`, step.wish, step.announced);
      case 'break':
        return this.#unwish(`role-${step.role}`, (file) => this.world.specs.put(file, 'kind: ['));
      case 'remove':
        return this.#unwish(`role-${step.role}`, (file) => this.world.specs.remove(file));
      case 'removeAll':
        for (const name of [...this.wishes.keys()]) await this.#unwish(name, (file) => this.world.specs.remove(file));
        return;
      case 'tamper':
        return this.tamper(`role-${step.role}`, step.how, step.delivery);
      case 'listing':
        if (step.fails) this.world.specs.failures.set('specs', 'AccessDenied');
        else this.world.specs.failures.clear();
        return;
      case 'killSwitch':
        this.world.killSwitch.mode = step.mode;
        return;
      case 'slow':
        this.#seconds = step.seconds;
        return;
      case 'loseState':
        this.world.state.lose();
        return;
      case 'approve':
        return this.approve();
      case 'twoAtOnce': {
        await this.tamper(`role-${step.role}`, step.how, []);
        await Promise.all([this.invoke([{ kind: 'schedule' }]), this.invoke([{ kind: 'schedule' }])]);
        return;
      }
      default:
        this.#fault = FAULTS[step.type](step as never);
    }
  }

  /** The faults stop, and files that were broken are mended. */
  calm(): void {
    this.#fault = undefined;
    this.#seconds = 0;
    this.world.specs.failures.clear();
    this.world.killSwitch.mode = 'enforce';
  }

  async edit(name: string, wish: Wish, announced = true): Promise<void> {
    await this.#changing(name, async () => {
      this.wishes.set(name, wish);
      this.world.specs.put(`specs/${name}.json`, specOf(name, wish));
    });
    if (announced) this.send({ kind: 'spec', source: `specs/${name}.json`, at: this.world.clock.now().toISOString() }, 5);
  }

  async #unwish(name: string, change: (file: string) => void): Promise<void> {
    await this.#changing(name, async () => {
      this.wishes.delete(name);
      change(`specs/${name}.json`);
    });
  }

  async tamper(name: string, how: Tampering, delivery: readonly number[]): Promise<void> {
    const [call, input] = tamperingCall(name, how);
    const done = await this.#changing(name, () => succeeds(this.account.call(call, input as never)));
    if (!done) return;
    this.#events += 1;
    const change: IamChange = {
      kind: 'iam',
      call,
      role: name,
      policyName: 'PolicyName' in input ? String(input.PolicyName) : null,
      policyArn: 'PolicyArn' in input ? String(input.PolicyArn) : null,
      who: { who: 'mallory', via: null, roleArn: null },
      at: this.world.clock.now().toISOString(),
      eventId: `event-${this.#events}`,
    };
    for (const seconds of delivery) this.send(change, seconds);
  }

  approve(): void {
    const held = this.world.state.state?.brake;
    if (held) this.send({ kind: 'approve', hash: held.hash, by: 'jane' }, 1);
  }

  /** Counts a cause for every unit whose live or declared value a change moves. */
  async #changing<T>(name: string, change: () => Promise<T>): Promise<T> {
    const before = await this.#units(name);
    const result = await change();
    const after = await this.#units(name);
    for (const unit of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(unit) === after.get(unit)) continue;
      const key = `${name} ${unit}`;
      this.causes.set(key, (this.causes.get(key) ?? 0) + 1);
    }
    return result;
  }

  async #units(name: string): Promise<ReadonlyMap<string, string>> {
    const live = await this.#live(name);
    const wish = this.wishes.get(name);
    const desired = wish === undefined ? new Map<string, string>() : wanted(wish);
    return new Map([...live.keys(), ...desired.keys()].map((unit) => [unit, `${live.get(unit)} ${desired.get(unit)}`]));
  }

  /** Which units of the declared roles are not as declared. */
  async open(): Promise<readonly string[]> {
    const open: string[] = [];
    for (const [name, wish] of this.wishes) {
      const live = await this.#live(name);
      const desired = wanted(wish);
      const units = [...new Set([...live.keys(), ...desired.keys()])].filter((unit) => live.get(unit) !== desired.get(unit));
      open.push(...units.map((unit) => `${name} ${unit}`));
    }
    return open;
  }

  async #live(RoleName: string): Promise<ReadonlyMap<string, string>> {
    const found = await this.account.call('GetRole', { RoleName }).catch(() => undefined);
    if (found === undefined) return new Map();
    const { Role } = found;
    const { AttachedPolicies } = await this.account.call('ListAttachedRolePolicies', { RoleName });
    const { PolicyNames } = await this.account.call('ListRolePolicies', { RoleName });
    const inline = await Promise.all(
      PolicyNames.map((PolicyName) => this.account.call('GetRolePolicy', { RoleName, PolicyName })),
    );
    return new Map([
      ['role', 'there'],
      ['description', Role.Description ?? ''],
      ['trustPolicy', meaning(Role.AssumeRolePolicyDocument)],
      ['owner', Role.Tags?.find(({ Key }) => Key === OWNER)?.Value ?? ''],
      ...AttachedPolicies.map(({ PolicyArn }): [string, string] => [`managedPolicies[${PolicyArn}]`, 'there']),
      ...inline.map(({ PolicyName, PolicyDocument }): [string, string] => [
        `inlinePolicies[${PolicyName}]`,
        meaning(PolicyDocument),
      ]),
    ]);
  }
}

interface WriteInput {
  readonly RoleName: string;
  readonly PolicyArn?: string;
  readonly PolicyName?: string;
}

function unitOf(call: IamCall, { PolicyArn, PolicyName }: WriteInput): string {
  if (call === 'AttachRolePolicy' || call === 'DetachRolePolicy') return `managedPolicies[${PolicyArn}]`;
  if (call === 'PutRolePolicy' || call === 'DeleteRolePolicy') return `inlinePolicies[${PolicyName}]`;
  if (call === 'UpdateAssumeRolePolicy') return 'trustPolicy';
  if (call === 'UpdateRole') return 'description';
  return call === 'TagRole' || call === 'UntagRole' ? 'owner' : 'role';
}

function wanted({ managed, inline, description, trusted }: Wish): ReadonlyMap<string, string> {
  return new Map([
    ['role', 'there'],
    ['description', description],
    ['trustPolicy', meaning(JSON.stringify(trustOf(trusted)))],
    ['owner', 'rolecall'],
    ...managed.map((policy): [string, string] => [`managedPolicies[${arnOf(`own/${policy}`)}]`, 'there']),
    ...(inline === null ? [] : [['inlinePolicies[A]', meaning(JSON.stringify(allow(inline)))] as const]),
  ]);
}

/** All that the small documents of the simulation say. */
function meaning(document: string): string {
  return [...document.matchAll(/\d{12}|(?:s3|sqs):\w+/g)]
    .map(([word]) => word)
    .sort()
    .join(' ');
}

const allow = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });

function trustOf(account: string) {
  const Statement = [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' }];
  return { Version: '2012-10-17', Statement };
}

function specOf(name: string, { managed, inline, description, trusted }: Wish) {
  const spec = {
    description,
    trustPolicy: trustOf(trusted),
    ...(managed.length > 0 && { managedPolicies: managed.map((policy) => `own/${policy}`) }),
    ...(inline !== null && { inlinePolicies: { A: allow(inline) } }),
    management: { adopt: true },
  };
  return withArns({ apiVersion: 'rolecall/v1', kind: 'Role', metadata: { name }, spec });
}

function tamperingCall(RoleName: string, how: Tampering): [IamCall, Readonly<Record<string, unknown>>] {
  switch (how.call) {
    case 'AttachRolePolicy':
    case 'DetachRolePolicy':
      return [how.call, { RoleName, PolicyArn: arnOf(`own/${how.policy}`) }];
    case 'PutRolePolicy': {
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [allow(how.action)] });
      return [how.call, { RoleName, PolicyName: how.name, PolicyDocument }];
    }
    case 'DeleteRolePolicy':
      return [how.call, { RoleName, PolicyName: how.name }];
    case 'UpdateAssumeRolePolicy':
      return [how.call, { RoleName, PolicyDocument: JSON.stringify(trustOf(how.trusted)) }];
    case 'UpdateRole':
      return [how.call, { RoleName, Description: how.description, MaxSessionDuration: 3600 }];
    case 'UntagRole':
      return [how.call, { RoleName, TagKeys: [OWNER] }];
  }
}

async function succeeds(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => true,
    (error: unknown) => {
      if (isIamError(error)) return false;
      throw error;
    },
  );
}

/** What an invocation suffers. */
const FAULTS = {
  throttle: ({ every }: Extract<Step, { type: 'throttle' }>): Fault => ({
    apply: (api) => throttlingEvery(api, every),
    stays: false,
  }),
  failPage: ({ list }: Extract<Step, { type: 'failPage' }>): Fault => ({
    apply: (api) => failingPage(api, list, 1),
    stays: false,
  }),
  die: ({ writes, when }: Extract<Step, { type: 'die' }>): Fault => ({
    apply: (api) => dyingAfterWrites(api, writes, when),
    stays: true,
  }),
};
