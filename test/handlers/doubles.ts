import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Observer } from '../../handlers/observer.ts';
import type { Reconciliation } from '../../handlers/reconcile.ts';
import type { Guards } from '../../specs/types.ts';
import { settingsWith, World } from '../controller/ports.ts';
import { OWN_ROLE } from '../events/fixtures.ts';
import { recording } from '../faults.ts';
import { newAccount } from '../world.ts';

/** A line of the log. */
export type Line = readonly [level: 'debug' | 'info' | 'warn', message: string, about: Readonly<Record<string, unknown>>];

/** A spec of a task role. */
export function specOf(name: string, mode = 'enforce'): object {
  return { apiVersion: 'rolecall/v1', kind: 'TaskRole', metadata: { name }, spec: { management: { mode } } };
}

/** A controller in memory, and all that can be seen of it. */
export function newController(specs: Readonly<Record<string, string | object>> = {}, guards: Partial<Guards> = {}) {
  const iam = recording(newAccount());
  const ports = new World(iam);
  for (const [name, spec] of Object.entries(specs)) ports.specs.put(`specs/${name}.yaml`, spec);
  const lines: Line[] = [];
  const metrics: Record<string, number> = {};
  const observer: Observer = {
    debug: (...line) => lines.push(['debug', ...line]),
    info: (...line) => lines.push(['info', ...line]),
    warn: (...line) => lines.push(['warn', ...line]),
    measure: ({ name, value }) => Object.assign(metrics, { [name]: value }),
  };
  const settings = { ...settingsWith(guards), ownRoleArn: OWN_ROLE };
  return { ports, settings, observer, iam, lines, metrics } satisfies Reconciliation & Record<string, unknown>;
}

/** What Lambda hands over of a queue. */
export function eventOf(...bodies: readonly unknown[]): SQSEvent {
  const text = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));
  return { Records: bodies.map((body, index) => ({ messageId: `message-${index}`, body: text(body) }) as SQSRecord) };
}

let invocations = 0;

export function newContext(): Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'> {
  invocations += 1;
  return { awsRequestId: `run-${invocations}`, getRemainingTimeInMillis: () => 300_000 };
}
