import type { AlertState, AlertViolation, Notice, PendingNotices } from '../../controller/alerts/alert.ts';
import { alertCodec } from '../../controller/alerts/alert-codec.ts';
import type { Channel, Sent } from '../../controller/alerts/alert-ports.ts';
import { StateConflict } from '../../controller/ports.ts';
import type { Versioned, VersionedObject } from '../../controller/state/versioned-object.ts';

/** A violation of a role by its unit, as any test needs one. */
export function violation(name: string, differences: Partial<AlertViolation> = {}): AlertViolation {
  return {
    key: `111122223333/role/${name}/trustPolicy`,
    account: '111122223333',
    subject: { kind: 'role', name, region: null },
    topic: 'drift',
    what: 'trustPolicy',
    severity: 'high',
    labels: {},
    message: `anyone may assume ${name}`,
    access: 'wider',
    detail: [],
    values: null,
    by: null,
    outcome: '',
    next: { text: 'Apply the spec', command: null },
    value: 'a',
    ...differences,
  };
}

/** How often it opened and was over, by what was said of it: what came and went while it waited is counted with what was said. */
export function episodesIn(notices: readonly Notice[], name: string) {
  const mine = notices.filter(({ violation: { subject } }) => subject.name === name);
  const count = (wanted: Notice['kind'], other: Notice['kind']) =>
    mine.reduce((sum, { kind, times = 1 }) => sum + (kind === wanted ? times : kind === other ? times - 1 : 0), 0);
  return { opened: count('opened', 'resolved'), resolved: count('resolved', 'opened') };
}

const CODEC = alertCodec('111122223333');

/** The state in memory as it is stored, with compare-and-swap. */
export class MemoryAlertStore implements VersionedObject<AlertState> {
  #text: string | undefined;
  #version = 0;

  async read(): Promise<Versioned<AlertState> | undefined> {
    return this.#text === undefined ? undefined : { value: CODEC.parse(this.#text), version: String(this.#version) };
  }

  async write(state: AlertState, after: string | undefined): Promise<string> {
    if (after !== (this.#text === undefined ? undefined : String(this.#version)))
      throw new StateConflict('somebody else wrote it');
    this.#text = CODEC.text(state);
    this.#version += 1;
    return String(this.#version);
  }
}

/** The run ends here, as if it were killed. */
export class Death extends Error {}

/** A channel that hears everything, and can fail, or kill whoever sends before or after it has heard. */
export class HearingChannel implements Channel {
  readonly heard: Notice[] = [];
  readonly messages: PendingNotices[] = [];
  fault: 'none' | 'refuses' | 'diesBefore' | 'diesAfter' = 'none';

  async send(pending: PendingNotices): Promise<Sent> {
    if (this.fault === 'refuses') return { sent: false, reason: 'it does not answer' };
    if (this.fault === 'diesBefore') throw new Death();
    this.heard.push(...pending.notices);
    this.messages.push(pending);
    if (this.fault === 'diesAfter') throw new Death();
    return { sent: true, threads: {} };
  }
}
