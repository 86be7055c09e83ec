import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll } from '@jest/globals';
import { SlackServer } from '../slack/slack-server.ts';
import type { WorldOptions } from './installation.ts';
import type { World } from './world.ts';

const PARAMETER = '/rolecall/slack';

/** A Slack on this machine, for as long as the tests of one file run. */
export async function localSlack(): Promise<SlackServer> {
  const slack = new SlackServer();
  await slack.start();
  afterAll(() => slack.stop());
  return slack;
}

/** A deployment that tells Slack, and there a bot's channel where it is a bot's token that opens it. */
export function telling(slack: SlackServer, opener: 'webhook' | 'token'): WorldOptions {
  return {
    environment: { ROLECALL_SLACK_API_URL: `${slack.address}/api/`, ROLECALL_SECOND_LOOK_SECONDS: '1' },
    parameters: { SlackSecret: PARAMETER, ...(opener === 'token' && { AlertChannel: '#alerts' }) },
  };
}

/** Somebody puts Slack's secret where the deployment looks for it. */
export async function putSlackSecret({ clients: { ssm } }: Pick<World, 'clients'>, Value: string): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name: PARAMETER, Value, Type: 'SecureString', Overwrite: true }));
}
