import { conditionWords, enumeration } from '../../iam/evaluation/wording.ts';
import type { JudgedNeed } from '../rules/rule.ts';
import { statementWords } from '../rules/statement-words.ts';
import type { AuditedRole, StatementReference, Unverified } from '../types.ts';
import { askRole, unreadPermissions } from './ask-role.ts';
import { mayBeEncrypted } from './encrypted.ts';
import type { RolesByUse } from './judge-needs.ts';

/** What the roles' own policies cannot answer: conditions, other accounts' policies, keys that a task definition does not show. */
export function unverifiedNeeds(judged: readonly JudgedNeed[], roles: RolesByUse): Unverified[] {
  const sentences = judged.flatMap((one) => {
    const role = roles[one.need.use];
    if (role === undefined) return [];
    if (one.verdict === 'unverifiable') return [undecided(one, role)];
    return one.verdict === 'met' && one.need.resourcePolicy?.counts === 'besides' ? [elsewhere(one, role)] : [];
  });
  return [...sentences, ...customerKeys(judged, roles.execution)];
}

function undecided({ need, actions, statements }: JudgedNeed, role: AuditedRole): Unverified {
  const unread = unreadPermissions(role).map((document) => `${document} could not be read`);
  const reasons = [...unread, ...(unread.length === 0 ? statements.map((each) => applies(each, role)) : [])];
  const what = `Whether the ${need.use} role ${role.name} can ${need.purpose} is not certain`;
  const message = `${what}: for ${enumeration(actions, 'and')} on ${need.resource}, ${enumeration(reasons, 'and')}`;
  return { use: need.use, origins: need.origins, message };
}

/** What the statement that decides hangs on. */
function applies(reference: StatementReference, { access }: AuditedRole): string {
  const { policy: name, index } = reference;
  const policy = name === 'boundary' ? access.boundary : access.policies.find((each) => each.name === name)?.policy;
  const conditions = policy?.statements[index]?.conditions ?? [];
  if (conditions.length > 0) return `${statementWords(reference)} counts only in some cases${conditionWords(conditions)}`;
  return `${statementWords(reference)} is about some of what may be asked for, and not about all`;
}

function elsewhere({ need }: JudgedNeed, { name }: AuditedRole): Unverified {
  const what = `Whether the ${need.use} role ${name} can ${need.purpose} is not certain`;
  const owner = `${need.resource} is of the account ${need.resource.split(':')[4]}`;
  const message = `${what}: ${owner}, and ${need.resourcePolicy?.name} there, which must allow it too, cannot be seen from here`;
  return { use: need.use, origins: need.origins, message };
}

/** Said only where no key at all can be meant by what the role allows. */
function customerKeys(judged: readonly JudgedNeed[], role: AuditedRole | undefined): Unverified[] {
  const origins = judged.filter(({ need }) => mayBeEncrypted(need)).flatMap((one) => one.need.origins);
  if (role === undefined || origins.length === 0 || mayDecrypt(role)) return [];
  const allows = `The execution role ${role.name} allows no kms:Decrypt`;
  const message = `${allows}, which it needs if what it reads is encrypted with a customer managed key; a task definition does not show that`;
  return [{ use: 'execution', origins: [...new Set(origins)], message }];
}

function mayDecrypt(role: AuditedRole): boolean {
  if (unreadPermissions(role).length > 0) return true;
  const anyKey = `arn:${role.arn.split(':')[1]}:kms:*:*:key/*`;
  return askRole(role, { action: 'kms:Decrypt', resource: anyKey, isPattern: true }).outcome !== 'denied';
}
