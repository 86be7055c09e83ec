import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { wireCode } from './iam-errors.ts';
import { whyAwsFailed } from './why-aws-failed.ts';

const text = z.string().min(1);
const PUBLISHED = z.object({
  queueUrl: text,
  state: text,
  specs: z.array(text),
  killSwitch: text,
  // A deployment of an earlier version publishes no more than what stands above.
  audits: z.optional(text),
  alerts: z.optional(text),
  reports: z.optional(text),
});

/** What a deployed controller publishes of itself. */
export type PublishedDeployment = Readonly<z.infer<typeof PUBLISHED>>;

/** A deployment that cannot be looked up, or publishes what this version does not understand. */
export class DeploymentUnreadable extends Error {
  override readonly name = 'DeploymentUnreadable';
}

/**
 * Looks up a deployment by its name, in the SSM parameter `/NAME/deployment`.
 * @returns `undefined` if there is none of that name in the client's account and region
 * @throws {DeploymentUnreadable}
 */
export async function publishedDeployment(client: SSMClient, name: string): Promise<PublishedDeployment | undefined> {
  const parameter = `/${name}/deployment`;
  const value = await publishedText(client, parameter);
  return value === undefined ? undefined : parsed(parameter, value);
}

async function publishedText(client: SSMClient, Name: string): Promise<string | undefined> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    return Parameter?.Value ?? '';
  } catch (error) {
    if (error instanceof Error && wireCode(error) === 'ParameterNotFound') return undefined;
    const why = whyAwsFailed(error, 'ssm:GetParameter');
    throw new DeploymentUnreadable(`The SSM parameter ${Name} cannot be read: ${why}`, { cause: error });
  }
}

function parsed(parameter: string, value: string): PublishedDeployment {
  try {
    return PUBLISHED.parse(JSON.parse(value));
  } catch (error) {
    const missing = error instanceof z.ZodError ? `${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}` : 'no JSON';
    const message = `The SSM parameter ${parameter} does not describe a deployment (${missing}). Deploy the stack again, in the version of this command.`;
    throw new DeploymentUnreadable(message, { cause: error });
  }
}
