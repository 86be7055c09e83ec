import type { Guards } from '../../specs/types.ts';

type Routes = Pick<Guards, 'routes'>;

const TOPIC = /^sns:arn:[\w-]+:sns:[\w-]+:\w+:[\w.-]+$/;

/** The ARNs of the topics that routes name, each once. */
export function routedTopics(guards: Routes): readonly string[] {
  return channelsOf(guards).flatMap((channel) => (isTopic(channel) ? channel.slice('sns:'.length) : []));
}

/** Channels that are to be topics, and are none: nobody would be told there. */
export function brokenTopics(guards: Routes): readonly string[] {
  return channelsOf(guards).filter((channel) => channel.startsWith('sns:') && !isTopic(channel));
}

/** Channels that only Slack's secret opens. */
export function slackChannels(guards: Routes): readonly string[] {
  return channelsOf(guards).filter((channel) => channel !== 'default' && !channel.startsWith('sns:'));
}

function channelsOf({ routes }: Routes): readonly string[] {
  return [...new Set(routes.map(({ channel }) => channel))];
}

/** CloudFormation's variables may stand for any part; a pattern names none. */
function isTopic(channel: string): boolean {
  return TOPIC.test(channel.replaceAll(/\$\{AWS::\w+\}/g, 'variable'));
}
