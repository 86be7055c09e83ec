import type { Patience } from '../../adapters/channels/patience.ts';
import type { PendingNotices } from '../../controller/alerts/alert.ts';
import type { Channel, Sent } from '../../controller/alerts/alert-ports.ts';
import { isOfDigest } from '../../controller/alerts/first-look.ts';
import type { ChannelsOnUse } from '../../handlers/channels/channels-on-use.ts';
import type { NotifySettings } from '../../handlers/notify/notify-settings.ts';
import { type Notifying, notify } from '../../handlers/notify.ts';
import type { Observer } from '../../handlers/observer.ts';
import { reconcileMessages } from '../../handlers/reconcile.ts';
import { MemoryAlertStore } from '../alerts/alert-world.ts';
import { CONTEXT } from '../controller/ports.ts';
import { guardsWith } from '../world.ts';
import { MemoryAuditStore } from './audit-doubles.ts';
import { eventOf, type Line, newContext, newController, specOf } from './doubles.ts';

export const ROLE = 'orders-task';

const ANYBODY = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
});

/** A channel in memory, and what it took. */
export class MemoryChannel implements Channel {
  readonly messages: PendingNotices[] = [];
  /** Why it takes nothing now. */
  outage: string | undefined;

  async send(pending: PendingNotices): Promise<Sent> {
    if (this.outage !== undefined) return { sent: false, reason: this.outage };
    this.messages.push(pending);
    return { sent: true, threads: {} };
  }

  /** What each message says of how many violations. */
  get said(): readonly string[] {
    return this.messages.map(({ notices }) => {
      const kinds = notices.map(({ kind }) => kind);
      return `${notices.some(isOfDigest) ? 'digest: ' : ''}${kinds.join(', ')}`;
    });
  }
}

/** A deployment in memory: a controller with one role, and who tells people of it. */
export class Deployment {
  readonly controller = newController({ orders: specOf(ROLE) });
  readonly audits = new MemoryAuditStore();
  readonly alerts = new MemoryAlertStore();
  /** By name; a name that is not among them is no channel. */
  readonly channels = new Map<string, MemoryChannel>([
    ['default', new MemoryChannel()],
    ['events', new MemoryChannel()],
  ]);
  readonly lines: Line[] = [];
  readonly metrics: Record<string, number> = {};
  /** Names of the channels that were opened, in their order. */
  readonly opened: string[] = [];
  /** Instead of the channels in memory. */
  liveChannels: ChannelsOnUse | undefined;
  /** Whether a report was made yet. */
  hasReport = true;
  /** Called with the patience of each run. */
  onChannels: (patience: Patience) => void = () => {};
  settings: NotifySettings = {
    account: CONTEXT,
    guards: guardsWith({ mode: 'enforce' }),
    deployment: 'rolecall',
    state: { bucket: 'state', prefix: 'controller' },
    audits: { bucket: 'state', prefix: 'audits' },
    alerts: { bucket: 'state', prefix: 'alerts' },
    reports: { bucket: 'state', prefix: 'reports' },
    channels: { slackSecret: '/rolecall/slack', alertChannel: undefined, eventBus: 'default', slackApiUrl: undefined },
    life: { reminderSeconds: 86_400, failingRuns: 3 },
  };

  /** One whose role is as declared, and settled. */
  static async settled(): Promise<Deployment> {
    const deployment = new Deployment();
    await deployment.pass();
    await deployment.pass();
    await deployment.pass();
    return deployment;
  }

  channel(name: string): MemoryChannel {
    const channel = this.channels.get(name);
    if (channel === undefined) throw new Error(`The deployment has no channel ${name}.`);
    return channel;
  }

  /** A pass over everything, some minutes later. */
  async pass(): Promise<void> {
    this.controller.ports.clock.advance(600);
    await reconcileMessages(eventOf({ rolecall: 'schedule' }), newContext(), this.controller);
  }

  /** Anybody may assume the role, and nobody corrects it. */
  async tamper(): Promise<void> {
    this.controller.ports.killSwitch.mode = 'observe';
    await this.controller.iam.call('UpdateAssumeRolePolicy', { RoleName: ROLE, PolicyDocument: ANYBODY });
    await this.pass();
  }

  /** The controller corrects the role, and finds it as declared. */
  async correct(): Promise<void> {
    this.controller.ports.killSwitch.mode = 'enforce';
    await this.pass();
    await this.pass();
  }

  /** Wakes whoever tells people. */
  wake(context = newContext()) {
    return notify(context, { ports: this.#ports(), settings: this.settings, observer: this.#observer() });
  }

  #ports(): Notifying['ports'] {
    const { state, clock } = this.controller.ports;
    const open = async (name: string) => {
      this.opened.push(name);
      return this.channels.get(name);
    };
    const channels: ChannelsOnUse = (_, patience) => {
      this.onChannels(patience);
      return { open };
    };
    const told = { alerts: this.alerts, channels: this.liveChannels ?? channels, hasReport: async () => this.hasReport };
    return { state, clock, audits: () => this.audits, ...told };
  }

  #observer(): Observer {
    return {
      debug: (...line) => this.lines.push(['debug', ...line]),
      info: (...line) => this.lines.push(['info', ...line]),
      warn: (...line) => this.lines.push(['warn', ...line]),
      measure: ({ name, value }) => Object.assign(this.metrics, { [name]: value }),
    };
  }
}
