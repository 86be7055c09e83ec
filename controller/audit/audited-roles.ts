import type { RoleSubject } from '../../audit/types.ts';
import { policiesOf } from '../../reconciler/assessment.ts';
import { PolicyDocuments } from '../../reconciler/reading/policy-documents.ts';
import { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import { type Declaration, declarationsIn } from './declarations.ts';
import { type Judged, judgedRole } from './judged-role.ts';
import type { AuditRun } from './ports.ts';
import { type RoleReadings, readRoles } from './read-roles.ts';
import { roleSubjects } from './role-subjects.ts';

export interface AuditedRoles {
  /** @param reference one of those that the run's task definitions name */
  readonly roleOf: (reference: string) => RoleSubject;
  /** Why nothing is known; `null` if the account was read. */
  readonly failure: string | null;
}

/** Reads the roles that the task definitions name, each once, and the documents of the policies that they have or will have. */
export async function auditedRoles(run: AuditRun): Promise<AuditedRoles> {
  const { account, guards } = run;
  const policies = new PolicyReader(account.partition);
  const readings = await readRoles(run);
  const declarations: ReadonlyMap<string, Declaration> = run.specs === undefined ? new Map() : declarationsIn(run.specs);
  const roles = new Map(
    [...readings.roles].map(
      ([name, reading]) => [name, judgedRole(reading, declarations.get(name), { account, guards, policies })] as const,
    ),
  );
  const { document } = await documentsOf([...roles.values()], run, readings);
  return { roleOf: roleSubjects({ account, roles, policies, document }), failure: readings.failure };
}

async function documentsOf(roles: readonly Judged[], { iam }: AuditRun, { policies }: RoleReadings): Promise<PolicyDocuments> {
  const documents = new PolicyDocuments(iam, policies);
  await documents.load(new Set(roles.flatMap((each) => (each.state === 'present' ? policiesOf(each.role) : []))));
  return documents;
}
