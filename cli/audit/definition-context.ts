import { roleArn } from '../../audit/rules/role-arn.ts';
import { type ReadDefinition, readTaskDefinitions } from '../../audit/task-definition/read.ts';
import { partitionOfRegion } from '../../specs/grants/images.ts';
import { PLACEHOLDER_CONTEXT } from '../../specs/role/variables.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { AccountOptions } from '../input/options.ts';
import type { Io } from '../terminal/io.ts';

type Known = { readonly [K in keyof SpecContext]?: SpecContext[K] | undefined };

/**
 * Where a task definition is, or will be, registered: as the options say, else as its own ARN or record says, else as the
 * ARNs of its roles do.
 * @returns `undefined` if nothing names the account
 */
export function definitionContext(value: unknown, options: AccountOptions, { env }: Io): SpecContext | undefined {
  const read = readTaskDefinitions(value, PLACEHOLDER_CONTEXT);
  const stated = read.ok ? read.definitions.map(statedIn) : [];
  const accountId = options.accountId ?? firstOf(stated, 'accountId');
  const region = options.region ?? firstOf(stated, 'region') ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);
  const partition = firstOf(stated, 'partition') ?? (region === undefined ? 'aws' : partitionOfRegion(region));
  return accountId === undefined ? undefined : { accountId, partition, region };
}

function firstOf<K extends keyof Known>(stated: readonly Known[], key: K): Known[K] {
  return stated.find((each) => each[key] !== undefined)?.[key];
}

/** What a record or an ARN says takes the place of the placeholders. */
function statedIn({ definition }: ReadDefinition): Known {
  const { context, taskRole, executionRole } = definition;
  if (context.accountId !== PLACEHOLDER_CONTEXT.accountId) return context;
  const roles = [executionRole, taskRole].flatMap((role) => (role === null ? [] : (roleArn(role) ?? [])));
  const [role] = roles;
  return role === undefined ? {} : { accountId: role.accountId, partition: role.partition };
}
