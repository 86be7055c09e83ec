import { awsPolicyArn } from '../../specs/aws/aws-policies.ts';
import { readSpecs } from '../../specs/read.ts';
import type { DeclaredRole, SpecContext, SpecFile, SpecSet } from '../../specs/types.ts';
import { answer } from '../wire/xml.ts';

export const CONTEXT: SpecContext = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };

/** How the account words what the specs declare: as Rolecall wrote it, or with every inline policy in another order. */
export type Wording = 'as written' | 'reworded';

const OWN_POLICIES = 20;
const EXECUTION_POLICY = 'service-role/AmazonECSTaskExecutionRolePolicy';
const PAGE_SIZE = 1000;
const ROLES_PER_FILE = 100;

/** So many roles, each with two attachments and an inline policy of a kilobyte. */
export function fleetSpecs(count: number): SpecSet {
  const files = Array.from({ length: Math.ceil(count / ROLES_PER_FILE) }, (_, file) => specFile(file, count));
  const specs = readSpecs(files, CONTEXT);
  const [problem] = specs.problems;
  if (problem !== undefined) throw new Error(`${problem.path}: ${problem.message}`);
  return specs;
}

function specFile(file: number, count: number): SpecFile {
  const first = file * ROLES_PER_FILE;
  const specs = Array.from({ length: Math.min(ROLES_PER_FILE, count - first) }, (_, index) => spec(first + index));
  return { file: `fleet-${file}.yaml`, content: Buffer.from(specs.join('---\n')), version: null };
}

function spec(index: number): string {
  const name = `orders-${index}`;
  const tables = Array.from(
    { length: 12 },
    (_, table) => `      - arn:aws:dynamodb:eu-west-1:\${AWS::AccountId}:table/${name}-table-${table}`,
  );
  return [
    'apiVersion: rolecall/v1',
    'kind: TaskRole',
    `metadata: { name: ${name} }`,
    'spec:',
    `  description: Runs ${name}`,
    `  managedPolicies: [${EXECUTION_POLICY}, "arn:aws:iam::\${AWS::AccountId}:policy/base-${index % OWN_POLICIES}"]`,
    '  inlinePolicies:',
    '    Tables:',
    '      Effect: Allow',
    '      Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query, dynamodb:UpdateItem]',
    '      Resource:',
    ...tables.map((line) => `  ${line}`),
    `  tags: { service: ${name} }`,
    '',
  ].join('\n');
}

/** The bytes of every page in which IAM would send an account that holds just what the specs declare. */
export function fleetPages(count: number, wording: Wording): ReadonlyMap<string, readonly Buffer[]> {
  const { roles } = fleetSpecs(count);
  const details = pages('GetAccountAuthorizationDetails', 'RoleDetailList', roles, (role) => detail(role, wording), {
    Policies: policies(),
  });
  return new Map([
    ['GetAccountAuthorizationDetails', details],
    ['ListRoles', pages('ListRoles', 'Roles', roles, record)],
  ]);
}

function pages(
  call: string,
  list: string,
  roles: readonly DeclaredRole[],
  item: (role: DeclaredRole) => object,
  last: object = {},
): Buffer[] {
  const count = Math.ceil(roles.length / PAGE_SIZE);
  return Array.from({ length: count }, (_, page) => {
    const items = roles.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE).map(item);
    const end = page === count - 1 ? { ...last, IsTruncated: false } : { IsTruncated: true, Marker: String(page + 1) };
    return Buffer.from(answer(call, { [list]: items, ...end }));
  });
}

function identity({ role }: DeclaredRole) {
  return {
    Path: '/',
    RoleName: role.name,
    RoleId: `AROA${role.name
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .padStart(16, 'X')}`,
    Arn: `arn:aws:iam::${CONTEXT.accountId}:role/${role.name}`,
    CreateDate: new Date('2026-01-01T00:00:00Z'),
    AssumeRolePolicyDocument: role.trustPolicy,
  };
}

function record(declared: DeclaredRole) {
  return { ...identity(declared), Description: declared.role.description, MaxSessionDuration: 3600 };
}

function detail(declared: DeclaredRole, wording: Wording) {
  const { role } = declared;
  const tags = [...role.tags, ['rolecall:owner', 'rolecall']].map(([Key, Value]) => ({ Key, Value }));
  return {
    ...identity(declared),
    InstanceProfileList: [],
    RolePolicyList: [...role.inlinePolicies].map(([PolicyName, text]) => ({ PolicyName, PolicyDocument: worded(text, wording) })),
    AttachedManagedPolicies: role.managedPolicies.map((PolicyArn) => ({ PolicyName: PolicyArn.split('/').at(-1), PolicyArn })),
    Tags: tags,
    RoleLastUsed: { LastUsedDate: new Date('2026-06-01T00:00:00Z'), Region: 'eu-west-1' },
  };
}

/** The same meaning in other words: every object and list the other way round. */
function worded(text: string, wording: Wording): string {
  return wording === 'as written' ? text : JSON.stringify(reversed(JSON.parse(text)));
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, reversed(member)] as const)
      .reverse(),
  );
}

function policies() {
  const own = Array.from({ length: OWN_POLICIES }, (_, index) => `arn:aws:iam::${CONTEXT.accountId}:policy/base-${index}`);
  const aws = awsPolicyArn(EXECUTION_POLICY, CONTEXT.partition);
  const Document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
  });
  return [...own, ...(aws === undefined ? [] : [aws])].map((Arn) => ({
    PolicyName: Arn.split('/').at(-1),
    Arn,
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document }],
  }));
}
