import type { Context } from 'aws-lambda';
import { lifePolicyOf } from '../../controller/alerts/life-policy.ts';
import { observationOf } from '../../controller/alerts/observing/observe.ts';
import { tell } from '../../controller/alerts/tell.ts';
import { reportLink } from '../channels/report-link.ts';
import type { NotifyPorts } from './notify-ports.ts';
import type { NotifySettings } from './notify-settings.ts';
import type { TellingOutcome } from './tell-told.ts';
import { isIncomplete, isUnknown, watchedNow } from './watched-now.ts';

/** One invocation. */
export type Frame = Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>;

/** Milliseconds: for a last request that nobody answers, and for marking what was said. */
const RESERVE = 20_000;

/**
 * Looks at all that is known and says what is new. Where nothing was looked at yet, the first sweep is still to come.
 * @throws {StateUnreadable}
 */
export async function toldNow(frame: Frame, ports: NotifyPorts, settings: NotifySettings): Promise<TellingOutcome> {
  const now = ports.clock.now();
  const lookedAt = (await ports.alerts.read())?.value.observedAt ?? undefined;
  const watched = await watchedNow(ports, settings, now, lookedAt);
  const told = isUnknown(watched)
    ? []
    : await tell(observationOf(watched), {
        run: frame.awsRequestId,
        account: watched.account,
        store: ports.alerts,
        channels: ports.channels(() => wordingOnUse(ports, settings), patienceOf(frame, ports)),
        policy: lifePolicyOf(settings.guards, settings.life),
        now,
      });
  return { told, remembered: (await ports.alerts.read())?.value, auditsIncomplete: isIncomplete(watched.audits) };
}

function patienceOf({ getRemainingTimeInMillis }: Frame, { clock }: Pick<NotifyPorts, 'clock'>) {
  return {
    left: () => getRemainingTimeInMillis() - RESERVE,
    wait: (milliseconds: number) => clock.sleep(milliseconds),
  };
}

/** Most runs find nothing to say, so the words are not loaded before. Before the first report there is nothing to link to. */
async function wordingOnUse({ hasReport }: Pick<NotifyPorts, 'hasReport'>, settings: NotifySettings) {
  const { alertWording } = await import('../../report/alerts/alert-wording.ts');
  return alertWording((await hasReport()) ? reportLink(settings) : null);
}
