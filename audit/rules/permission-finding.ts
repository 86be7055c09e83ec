import { enumeration } from '../../iam/evaluation/wording.ts';
import { adminStatementsOf } from '../excess/role-dangers.ts';
import { judgeNeeds } from '../needs/judge-needs.ts';
import { nearMiss } from '../needs/near-miss.ts';
import { permissionRemedy } from '../remedies/permission-remedy.ts';
import { remedyOf } from '../remedies/remedy.ts';
import type { AuditedRole, Need, Remedy, RoleUse } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, JudgedNeed, Subject } from './rule.ts';
import { statementWords } from './statement-words.ts';
import { rolesByUse } from './used-roles.ts';

/** Everything that is missing on one resource. */
interface Missing {
  readonly resource: string;
  readonly judged: readonly JudgedNeed[];
  readonly actions: readonly string[];
  /** Those that deny it; none where it is only not allowed. */
  readonly denies: JudgedNeed['statements'];
  /** Whether the policies allow it and the permissions boundary does not. */
  readonly byBoundary: boolean;
}

/** What the role of this use lacks: one finding for each resource. */
export function missingPermissions(subject: Subject, use: RoleUse, severity: Found['severity']): Found[] {
  const role = rolesByUse(subject.roles)[use];
  if (role === undefined) return [];
  const judged = subject.judgedNeeds.filter(({ need, verdict }) => need.use === use && verdict === 'missing');
  return byResource(judged).map((missing): Found => {
    const near = missing.denies.length > 0 || missing.byBoundary ? undefined : nearest(missing, role);
    return {
      severity,
      role: role.name,
      message: `The ${use} role ${role.name} cannot ${whatFor(missing)}: ${lackWords(missing)}${whyWords(missing, near)}`,
      evidence: evidenceOf({
        origins: originsOf(missing.judged),
        actions: missing.actions,
        resources: [missing.resource],
        statements: missing.denies,
        details: near === undefined ? [] : [near],
      }),
      remedy: remedy(missing, role, subject),
    };
  });
}

function byResource(judged: readonly JudgedNeed[]): Missing[] {
  return distinct(judged.map(({ need }) => need.resource)).map((resource) => {
    const all = judged.filter(({ need }) => need.resource === resource);
    return {
      resource,
      judged: all,
      actions: distinct(all.flatMap(({ actions }) => actions)),
      denies: distinct(all.flatMap(({ statements }) => statements)),
      byBoundary: all.every(({ byBoundary }) => byBoundary === true),
    };
  });
}

function nearest({ judged }: Missing, role: AuditedRole): string | undefined {
  return judged.map(({ need, actions }) => nearMiss(need, actions, role)).find((clause) => clause !== undefined);
}

function whatFor({ judged }: Missing): string {
  const purposes = distinct(judged.map(({ need }) => need.purpose));
  const isSaid = (purpose: string) => purposes.some((other) => other !== purpose && other.startsWith(purpose));
  return enumeration(
    purposes.filter((purpose) => !isSaid(purpose)),
    'and',
  );
}

function lackWords({ actions, resource }: Missing): string {
  return `${actions.join(', ')} on ${resource} ${actions.length > 1 ? 'are' : 'is'} not allowed`;
}

function whyWords({ judged, denies, byBoundary }: Missing, near: string | undefined): string {
  if (denies.length > 0) return `: ${enumeration(denies.map(statementWords), 'and')} denies it`;
  const policy = judged.map(({ need }) => need.resourcePolicy).find((each) => each?.counts === 'instead');
  const instead = policy ? `; only ${policy.name} could allow it instead, and that cannot be seen from here` : '';
  if (byBoundary) return ` by the permissions boundary${instead}`;
  return `${near === undefined ? '' : `: ${near}`}${instead}`;
}

function remedy(missing: Missing, role: AuditedRole, subject: Subject): Remedy {
  const { denies, byBoundary, judged } = missing;
  if (denies.length > 0)
    return remedyOf(`Take what the task needs out of the Deny: ${enumeration(denies.map(statementWords), 'and')}`);
  if (byBoundary) {
    return remedyOf(`Let the permissions boundary ${role.permissionsBoundary ?? ''} allow it, or give the role another`);
  }
  const own = judged.map(({ need }) => need);
  const other = exchanged(own, role, subject);
  if (other !== undefined)
    return remedyOf(
      `The role ${other.name}, which the task definition names for the other use, allows it: exchange taskRoleArn and executionRoleArn if they are mixed up, else allow it in ${role.name} too`,
    );
  return permissionRemedy([...own, ...statedWith(own, subject)], role, subject.definition.context);
}

/** The task definition's other role, if that one allows what this one lacks, and not just everything. */
function exchanged(own: readonly Need[], role: AuditedRole, { roles }: Subject): AuditedRole | undefined {
  const { task, execution } = rolesByUse(roles);
  return [task, execution].find(
    (other) =>
      other !== undefined &&
      other.name !== role.name &&
      adminStatementsOf(other).length === 0 &&
      judgeNeeds(own, { task: other, execution: other }).every(({ verdict }) => verdict === 'met'),
  );
}

/** What is stated in one place belongs together: a repository without the token is of no use. */
function statedWith(own: readonly Need[], { needs }: Subject): Need[] {
  const origins = own.flatMap((need) => need.origins);
  const isStatedThere = (need: Need) => need.use === own[0]?.use && need.origins.some((origin) => origins.includes(origin));
  return needs.needs.filter((need) => isStatedThere(need) && !own.includes(need));
}

function originsOf(judged: readonly JudgedNeed[]): string[] {
  return distinct(judged.flatMap(({ need }) => need.origins));
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
