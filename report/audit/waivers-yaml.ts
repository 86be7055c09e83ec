import { RULE_IDS, type RuleId } from '../../audit/rules/rule-ids.ts';
import type { AuditReport, Finding } from '../../audit/types.ts';
import { foldName } from '../../iam/role.ts';
import type { Guards } from '../../specs/types.ts';
import { specYaml } from '../../specs/writing/write.ts';
import { groupedBy } from './grouped-by.ts';

export interface WaiverOptions {
  /** The last day, `YYYY-MM-DD`; at most a year ahead. */
  readonly until: string;
  readonly reason: string;
  readonly waivable: Guards['waivable'];
}

export interface Waivers {
  /** YAML documents of `kind: Waiver`; empty where there is nothing to waive. */
  readonly yaml: string;
  /** How many documents. */
  readonly count: number;
  /** Findings that stay open, because no waiver may mute them or none can name what they are about. */
  readonly remaining: readonly Finding[];
}

/** A finding that no waiver mutes yet. */
interface Open {
  readonly finding: Finding;
  /** `null` for what is of no task definition. */
  readonly family: string | null;
}

/** Rules about what one task definition asks of a role: that another may ask the same is not accepted with it. */
const OF_ONE_FAMILY: readonly RuleId[] = ['TaskPermissionMissing', 'RoleOverride'];

/** A name that stands for itself in a waiver, where `*` is any text: `[\w+=,.@-]` is all that IAM allows in a role's. */
const LITERAL = /^[\w+=,.@-]+$/;

function openFindings({ taskDefinitions, findings }: AuditReport): readonly Open[] {
  const named = taskDefinitions.flatMap(({ family, findings: own }) => own.map((finding) => ({ finding, family })));
  return [...named, ...findings.map((finding) => ({ finding, family: null }))].filter(
    ({ finding: { waived } }) => waived === null,
  );
}

function namesFamily({ finding: { role, rule } }: Open): boolean {
  return role === null || OF_ONE_FAMILY.includes(rule);
}

function isWaivable(open: Open, waivable: Guards['waivable']): boolean {
  const { finding, family } = open;
  const names = [...(finding.role === null ? [] : [finding.role]), ...(namesFamily(open) ? [family ?? ''] : [])];
  return waivable.includes(finding.rule) && names.every((name) => LITERAL.test(name));
}

function compare({ finding: one }: Open, { finding: other }: Open): number {
  const [name, otherName] = [foldName(one.role ?? ''), foldName(other.role ?? '')];
  return RULE_IDS.indexOf(one.rule) - RULE_IDS.indexOf(other.rule) || (name < otherName ? -1 : Number(name > otherName));
}

/** One waiver for each rule and role; where there is no role, for each rule. */
function identity({ finding: { rule, role } }: Open): string {
  return JSON.stringify([rule, role === null ? null : foldName(role)]);
}

function waiver(group: readonly [Open, ...Open[]], { until, reason }: WaiverOptions): object {
  const [first] = group;
  const { rule, role } = first.finding;
  const families = namesFamily(first) ? [...new Set(group.flatMap(({ family }) => family ?? []))].sort() : [];
  return {
    apiVersion: 'rolecall/v1',
    kind: 'Waiver',
    metadata: { name: role === null ? rule : `${rule}-${role}` },
    spec: {
      findings: [rule],
      ...(role === null ? {} : { roles: [role] }),
      ...(families.length === 0 ? {} : { families }),
      reason,
      expires: until,
    },
  };
}

/** Waivers that accept what an audit finds today: one for each rule and role, for the families in question where they matter. */
export function waiversYaml(report: AuditReport, options: WaiverOptions): Waivers {
  const open = openFindings(report);
  const waivable = open.filter((one) => isWaivable(one, options.waivable)).sort(compare);
  const documents = groupedBy(waivable, identity).map((group) => specYaml(waiver(group, options)));
  const remaining = open.filter((one) => !isWaivable(one, options.waivable)).map(({ finding }) => finding);
  return { yaml: documents.join('---\n'), count: documents.length, remaining };
}
