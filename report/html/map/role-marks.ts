import type { DefinitionAudit, Finding } from '../../../audit/types.ts';
import { remainingDrift } from '../../../controller/folding/remaining-drift.ts';
import { foldName } from '../../../iam/role.ts';
import { SEVERITIES, type Severity } from '../../../specs/types.ts';
import { groupedBy } from '../../audit/grouped-by.ts';
import type { OverviewRole } from '../../overview/overview.ts';
import { toldDrift } from '../../overview/told-drift.ts';

/** How the picture shows that a role asks for a look. */
export interface RoleMark {
  /** Of its drift and of what the audit finds in it; `null` where nothing is wrong. */
  readonly worst: Severity | null;
  /** It is declared or used, and there is none. */
  readonly isMissing: boolean;
}

/** Tells how a role is marked. @param role `null` for one that no spec declares */
export function createRoleMarks(definitions: readonly DefinitionAudit[]): (name: string, role: OverviewRole | null) => RoleMark {
  const groups = groupedBy(openFindings(definitions), ({ role }) => foldName(role));
  const findings = new Map(groups.map((group) => [foldName(group[0].role), group]));
  return (name, role) => {
    const found = findings.get(foldName(name)) ?? [];
    const drift = role === null ? [] : toldDrift(role);
    return { worst: worstOf([...drift, ...found]), isMissing: role === null ? found.some(isOfNone) : isYetToCome(role) };
  };
}

type RoleFinding = Finding & { readonly role: string };

function openFindings(definitions: readonly DefinitionAudit[]): readonly RoleFinding[] {
  const isOpen = (finding: Finding): finding is RoleFinding => finding.role !== null && finding.waived === null;
  return definitions.flatMap(({ findings }) => findings.filter(isOpen));
}

function worstOf(items: readonly { readonly severity: Severity }[]): Severity | null {
  return SEVERITIES[Math.max(-1, ...items.map(({ severity }) => SEVERITIES.indexOf(severity)))] ?? null;
}

function isOfNone({ rule }: Finding): boolean {
  return rule === 'RoleMissing';
}

function isYetToCome(role: OverviewRole): boolean {
  return remainingDrift(role).some(({ unit, kind }) => unit === 'role' && kind === 'missing');
}
