import type { Drift } from '../../reconciler/types.ts';
import { BOUNDED_ROLE, boundedExport, type ExportedAccount, type ExportedRole, exportedRole } from './exported-account.ts';
import { reformatRole } from './reformat.ts';

/** What somebody does to a role behind our back, and the one drift that it must show. */
export interface Tampering {
  readonly story: string;
  readonly role: string;
  readonly drift: Pick<Drift, 'unit' | 'kind' | 'access' | 'severity'>;
  act(role: ExportedRole): void;
}

interface Document {
  Statement: { Action: string | string[]; Principal?: unknown }[];
}

function firstStatement(document: unknown): Document['Statement'][number] {
  const [statement] = (document as Document).Statement;
  if (statement === undefined) throw new Error('The document has no statement.');
  return statement;
}

function inlineDocument(role: ExportedRole, name: string): unknown {
  return role.RolePolicyList.find(({ PolicyName }) => PolicyName === name)?.PolicyDocument;
}

function detach(role: ExportedRole, name: string): void {
  role.AttachedManagedPolicies = role.AttachedManagedPolicies.filter(({ PolicyName }) => PolicyName !== name);
}

const ADMIN = { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
const RECORDING = 'AWS-QuickSetup-CFGRecording-PolicyForAutomation-us-east-1-1clff';

/** One a role, in the order of the roles' names. `ACCOUNT` stands for the account's id. */
export const TAMPERINGS: readonly Tampering[] = [
  {
    story: 'a tag is changed',
    role: 'AWS-QuickSetup-EnableCRecording-1clff_eu-west-1',
    drift: { unit: 'tags[QuickSetupVersion]', kind: 'different', access: 'same', severity: 'low' },
    act: (role) => {
      role.Tags = role.Tags.map((tag) => (tag.Key === 'QuickSetupVersion' ? { ...tag, Value: '1.3' } : tag));
    },
  },
  {
    story: 'an action is added to an inline policy',
    role: 'AWS-QuickSetup-EnableCRecording-1clff_us-east-1',
    drift: { unit: `inlinePolicies[${RECORDING}]`, kind: 'different', access: 'wider', severity: 'high' },
    act: (role) => {
      const statement = firstStatement(inlineDocument(role, RECORDING));
      statement.Action = [...statement.Action, 's3:DeleteBucket'];
    },
  },
  {
    story: 'an attachment that allows is removed',
    role: 'fn1-privesc3-partial-role',
    drift: {
      unit: 'managedPolicies[arn:aws:iam::ACCOUNT:policy/fn1-passrole-star]',
      kind: 'missing',
      access: 'narrower',
      severity: 'medium',
    },
    act: (role) => detach(role, 'fn1-passrole-star'),
  },
  {
    story: 'an attachment that denies is removed',
    role: 'fp2-allow-and-deny-multiple-policies-role',
    drift: { unit: 'managedPolicies[arn:aws:iam::ACCOUNT:policy/deny-all]', kind: 'missing', access: 'wider', severity: 'high' },
    act: (role) => detach(role, 'deny-all'),
  },
  {
    story: 'the trust is opened to everybody',
    role: 'privesc-AssumeRole-ending-role',
    drift: { unit: 'trustPolicy', kind: 'different', access: 'wider', severity: 'critical' },
    act: (role) => {
      firstStatement(role.AssumeRolePolicyDocument).Principal = '*';
    },
  },
  {
    story: 'the permissions boundary is removed',
    role: BOUNDED_ROLE,
    drift: { unit: 'permissionsBoundary', kind: 'missing', access: 'wider', severity: 'high' },
    act: (role) => {
      delete role.PermissionsBoundary;
    },
  },
  {
    story: 'AdministratorAccess is attached',
    role: 'privesc-ssmStartSession-role',
    drift: { unit: `managedPolicies[${ADMIN.PolicyArn}]`, kind: 'extra', access: 'wider', severity: 'critical' },
    act: (role) => {
      role.AttachedManagedPolicies.push(ADMIN);
    },
  },
];

/** Does all of it to an account in memory. */
export function tamper(account: ExportedAccount): void {
  for (const { role, act } of TAMPERINGS) act(exportedRole(account, role));
}

/** The export after all of it, every document of the other roles written in other words. */
export function tamperedExport(): ExportedAccount {
  const account = boundedExport();
  tamper(account);
  const touched = new Set(TAMPERINGS.map(({ role }) => role));
  for (const role of account.RoleDetailList) if (!touched.has(role.RoleName)) reformatRole(role);
  return account;
}

/** What a report must show of the tampering, and nothing beside it. */
export function tamperedDrifts(accountId: string) {
  return TAMPERINGS.map(({ role, drift }) => ({ role, ...drift, unit: drift.unit.replace('ACCOUNT', accountId) }));
}
