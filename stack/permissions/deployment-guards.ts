import { type ReadGuards, readGuards } from '../../specs/guards.ts';
import type { Guards, Problem, SpecContext, SpecFile } from '../../specs/types.ts';
import { brokenTopics } from './routed-channels.ts';

/** They stand for CloudFormation's own variables while the guards are read, for those want an account that looks like one. */
const ACCOUNT = '000000000000';
const PARTITION = 'this-partition';
const REGION = 'this-region';

/** A file that writes a partition out, as in `arn:aws-cn:`, is for that partition. */
const PARTITIONS = [PARTITION, 'aws', 'aws-cn', 'aws-us-gov'];

/** Reads the guards for any account: `${AWS::AccountId}`, `${AWS::Partition}` and `${AWS::Region}` stay as they are. */
export function readDeploymentGuards(file: SpecFile): ReadGuards {
  const reserved = [ACCOUNT, PARTITION, REGION].find((text) => new TextDecoder().decode(file.content).includes(text));
  if (reserved !== undefined) return { guards: undefined, problems: [reservedText(file, reserved)] };
  const readings = PARTITIONS.map((partition) => readGuards(file, contextIn(partition)));
  const { guards, problems } = readings.find(({ guards }) => guards !== undefined) ?? (readings[1] as ReadGuards);
  if (guards === undefined) return { guards, problems };
  const packaged = withVariables(guards);
  const broken = brokenTopics(packaged).map((channel) => brokenTopic(file, channel));
  return { guards: broken.length === 0 ? packaged : undefined, problems: [...problems, ...broken] };
}

function brokenTopic({ file }: SpecFile, channel: string): Problem {
  const message = `the route to ${channel} leads to no topic, so nobody would be told; write sns: and the whole ARN, as in sns:arn:aws:sns:eu-west-1:111122223333:drift`;
  return { file, line: 1, column: 1, path: '/spec/routes', message, severity: 'error' };
}

/** It would turn into a variable, and the guards would mean something else. */
function reservedText({ file }: SpecFile, text: string): Problem {
  const message = `the file holds the text ${text}, which stands for a variable while guards are packaged; write something else`;
  return { file, line: 1, column: 1, path: '', message, severity: 'error' };
}

function contextIn(partition: string): SpecContext {
  return { accountId: ACCOUNT, partition, region: REGION };
}

function withVariables(guards: Guards): Guards {
  const text = JSON.stringify(guards)
    .replaceAll(ACCOUNT, '${AWS::AccountId}')
    .replaceAll(PARTITION, '${AWS::Partition}')
    .replaceAll(REGION, '${AWS::Region}');
  return { ...guards, ...JSON.parse(text) };
}
