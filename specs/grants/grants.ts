import * as z from 'zod';
import type { SpecContext } from '../types.ts';
import { grantsPolicy } from './grant-policy.ts';
import { type GrantProblem, grantsFor, type Need } from './grant-table.ts';

/** The name of the inline policy that grants become. */
export const GRANTS_POLICY_NAME = 'RolecallGrants';

const names = (description: string) => z.array(z.string().min(1)).min(1).optional().describe(description);

/** The field `grants` of a TaskExecutionRole. Bare names mean this account and region. */
export const grantsSchema = z
  .strictObject({
    images: names('Repositories of Amazon ECR to pull from: names, image URIs (of other accounts and regions too), or ARNs.'),
    logGroups: names('Log groups of CloudWatch Logs to write to: names or ARNs. `*` stands for any text.'),
    createLogGroups: z
      .boolean()
      .optional()
      .describe('Whether the log groups may be created when the task starts (awslogs-create-group). Default: false.'),
    secrets: names(
      'Secrets of Secrets Manager to inject: names or ARNs. A name stands for the secret with the six characters that AWS adds to it.',
    ),
    parameters: names('Parameters of the SSM Parameter Store to inject: names or ARNs. `*` stands for any text.'),
    environmentFiles: names('Environment files in S3: the ARNs of the objects, arn:aws:s3:::BUCKET/KEY.'),
    kmsKeys: names(
      'KMS keys that the secrets, parameters or environment files are encrypted with: ids or ARNs. No aliases: IAM cannot match an alias.',
    ),
  })
  .describe('What the tasks need to start, compiled into the one inline policy RolecallGrants.');

export type Grants = z.infer<typeof grantsSchema>;

export type CompiledGrants =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly GrantProblem[] };

const NEEDS = ['images', 'logGroups', 'secrets', 'parameters', 'environmentFiles', 'kmsKeys'] as const satisfies readonly Need[];

/**
 * Compiles grants into the JSON text of one identity policy, always in the same order and without white space.
 * Problems carry JSON pointers into the grants.
 */
export function compileGrants(grants: Grants, context: SpecContext): CompiledGrants {
  const found = wanted(grants).map(([need, value, origin]) => grantsFor(need, value, origin, context));
  const problems = found.filter((result): result is GrantProblem => !Array.isArray(result));
  problems.push(...missingNames(grants));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, text: grantsPolicy(found.filter((result) => Array.isArray(result)).flat()) };
}

function wanted(grants: Grants): [Need, string, string][] {
  return NEEDS.flatMap((field) => {
    const need = field === 'logGroups' && grants.createLogGroups === true ? 'createdLogGroups' : field;
    return (grants[field] ?? []).map((value, index): [Need, string, string] => [need, value, `/${field}/${index}`]);
  });
}

function missingNames(grants: Grants): GrantProblem[] {
  if (grants.createLogGroups === true && grants.logGroups === undefined) {
    return [{ path: '/createLogGroups', message: 'names no log group: list the groups that may be created in logGroups' }];
  }
  if (NEEDS.some((need) => grants[need] !== undefined)) return [];
  return [{ path: '', message: `grants nothing: write ${NEEDS.slice(0, -1).join(', ')} or ${NEEDS.at(-1)}, or remove it` }];
}
