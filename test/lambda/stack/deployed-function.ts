import { REGION } from '../aws/clients.ts';
import type { RestApi } from '../aws/rest.ts';
import type { EventSourceMapping } from './event-source.ts';
import { functionNamed, queueOf, scheduleInput, type Template } from './template.ts';

/** As the handlers are called. */
export const FUNCTION_NAMES = ['reconcile', 'audit', 'notify', 'report'] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** A function as the server holds it once the stack is there: every reference resolved. */
export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The way from its queue; `undefined`: the schedule invokes the function itself. */
  readonly mapping: EventSourceMapping | undefined;
  /** What the schedule sends. */
  readonly schedule: string;
}

/** @param physicalNames by logical name */
export async function readFunction(
  name: FunctionName,
  template: Template,
  physicalNames: ReadonlyMap<string, string>,
  rest: RestApi,
): Promise<DeployedFunction> {
  const logical = functionNamed(name, template);
  const source = queueOf(logical, template);
  // biome-ignore lint/suspicious/noExplicitAny: Lambda's own answer
  const found = (await rest.lambda('GET', `functions/${physicalNames.get(logical)}/configuration`)) as any;
  return {
    name: found.FunctionName,
    arn: found.FunctionArn,
    roleArn: found.Role,
    handler: found.Handler,
    memoryMegabytes: found.MemorySize,
    timeoutSeconds: found.Timeout,
    environment: found.Environment.Variables,
    mapping: source && mappingFrom(physicalNames.get(source.queue) ?? '', source.batchSize),
    schedule: scheduleInput(template, source?.queue ?? logical),
  };
}

/** The way from the queue to the function, which the harness plays: the server would run the function itself, in Docker. */
function mappingFrom(queueUrl: string, batchSize: number): EventSourceMapping {
  return { queueUrl, queueArn: `arn:aws:sqs:${REGION}:${queueUrl.split('/').slice(-2).join(':')}`, batchSize };
}
