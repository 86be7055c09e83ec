import type { Description, TaskDefinitionReader } from '../../controller/audit/ports.ts';
import type { AuditRequest } from '../../controller/audit/requests/audit-request.ts';
import { runAudit } from '../../controller/audit/run-audit.ts';
import type { AuditIndex, StoredAudit } from '../../controller/audit/state/audit-state.ts';
import { indexCodec, resultCodec } from '../../controller/audit/state/codec.ts';
import { type AuditStore, TurnedAway } from '../../controller/audit/state/store-ports.ts';
import { StateConflict, StateUnreadable } from '../../controller/ports.ts';
import { specCompiler } from '../../controller/specs/spec-compiler.ts';
import type { Codec } from '../../controller/state/checked-json.ts';
import type { VersionedObject } from '../../controller/state/versioned-object.ts';
import type { Auditing } from '../../handlers/audit.ts';
import type { Observer } from '../../handlers/observer.ts';
import { CONTEXT, SimulatedClock, SpecFolder } from '../controller/ports.ts';
import { recording } from '../faults.ts';
import { guardsWith, newAccount } from '../world.ts';
import type { Line } from './doubles.ts';

const ACCOUNT = CONTEXT.accountId;

/** ECS in memory: revisions by region and family, the newest last. */
export class FakeEcs implements TaskDefinitionReader {
  readonly #families = new Map<string, object[]>();
  /** References that ECS describes only later. */
  readonly turnedAway = new Set<string>();
  /** Regions that cannot be listed. */
  readonly outages = new Set<string>();
  /** What services run beside the newest revisions. */
  readonly running: string[] = [];
  described: string[] = [];

  /** @returns the ARN of the new revision. */
  register(family: string, roles: object = {}, region = 'eu-west-1'): string {
    const revisions = this.#families.get(`${region} ${family}`) ?? [];
    const revision = revisions.length + 1;
    const taskDefinitionArn = `arn:aws:ecs:${region}:${ACCOUNT}:task-definition/${family}:${revision}`;
    const containerDefinitions = [{ name: 'app', image: 'public.ecr.aws/nginx/nginx:1' }];
    const definition = { taskDefinitionArn, family, revision, containerDefinitions, requiresCompatibilities: ['EC2'], ...roles };
    this.#families.set(`${region} ${family}`, [...revisions, definition]);
    return taskDefinitionArn;
  }

  deregister(family: string, region = 'eu-west-1'): void {
    this.#families.delete(`${region} ${family}`);
  }

  async describe(reference: string, region: string): Promise<Description> {
    this.described.push(reference);
    if (this.turnedAway.has(reference)) throw new TurnedAway('Try again later.');
    const [family = '', revision] = (reference.split('/').at(-1) ?? '').split(':');
    const revisions = this.#families.get(`${region} ${family}`) ?? [];
    const value = revisions.at(revision === undefined ? -1 : Number(revision) - 1);
    return value === undefined
      ? { described: false, reason: 'ECS knows no such task definition.' }
      : { described: true, value: { taskDefinition: value } };
  }

  async listCurrent(region: string): Promise<readonly string[]> {
    if (this.outages.has(region)) throw new Error('AWS could not be reached.');
    const here = [...this.#families].filter(([name]) => name.startsWith(`${region} `));
    const newest = here.map(([, revisions]) => (revisions.at(-1) as { taskDefinitionArn: string }).taskDefinitionArn);
    return [...new Set([...newest, ...this.running.filter((arn) => arn.includes(`:${region}:`))])];
  }
}

/** A bucket of objects with compare-and-swap, each kept as the text that would lie in it. */
export class MemoryAuditStore implements AuditStore {
  readonly texts = new Map<string, string>();
  readonly #versions = new Map<string, number>();
  /** Names of the objects that were read and written, in their order. */
  reads: string[] = [];
  writes: string[] = [];
  outage: string | undefined;
  /** Called before a write is compared: the moment in which somebody else may write. */
  beforeWrite: ((name: string) => void) | undefined;

  readonly index = this.#object('index', indexCodec(ACCOUNT));

  result(region: string, family: string, revision: string): VersionedObject<StoredAudit> {
    return this.#object(`${region}/${family}/${revision}`, resultCodec);
  }

  get indexed(): AuditIndex | undefined {
    const text = this.texts.get('index');
    return text === undefined ? undefined : JSON.parse(text);
  }

  audit(name: string): StoredAudit | undefined {
    const text = this.texts.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** Somebody else writes the object. */
  touch(name: string): void {
    this.#versions.set(name, (this.#versions.get(name) ?? 0) + 1);
  }

  #object<T>(name: string, { text, parse }: Codec<T>): VersionedObject<T> {
    const version = () => (this.texts.has(name) ? String(this.#versions.get(name)) : undefined);
    return {
      read: async () => {
        this.reads.push(name);
        if (this.outage !== undefined) throw new StateUnreadable(this.outage);
        const found = this.texts.get(name);
        return found === undefined ? undefined : { value: parse(found), version: String(version()) };
      },
      write: async (value, after) => {
        this.beforeWrite?.(name);
        if (version() !== after) throw new StateConflict(`${name} is version ${version()} and not ${after}.`);
        this.texts.set(name, text(value));
        this.touch(name);
        this.writes.push(name);
      },
    };
  }
}

/** The audit in memory, and all that can be seen of it. */
export function newAudit(regions: readonly string[] = ['eu-west-1']) {
  const iam = recording(newAccount());
  const ecs = new FakeEcs();
  const store = new MemoryAuditStore();
  const specs = new SpecFolder();
  const clock = new SimulatedClock();
  const sent: { request: AuditRequest; delaySeconds: number }[] = [];
  const lines: Line[] = [];
  const metrics: Record<string, number> = {};
  const observer: Observer = {
    debug: (...line) => lines.push(['debug', ...line]),
    info: (...line) => lines.push(['info', ...line]),
    warn: (...line) => lines.push(['warn', ...line]),
    measure: ({ name, value }) => Object.assign(metrics, { [name]: value }),
  };
  const queue = { send: async (request: AuditRequest, delaySeconds: number) => void sent.push({ request, delaySeconds }) };
  const ports = { iam, clock, store, specs, queue, taskDefinitions: () => ecs, compiler: specCompiler, audit: runAudit };
  const settings = { account: CONTEXT, guards: guardsWith(), regions, secondLookSeconds: 120 };
  return { ports, settings, observer, iam, ecs, store, specs, clock, sent, lines, metrics } satisfies Auditing &
    Record<string, unknown>;
}
