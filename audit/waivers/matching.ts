import { matches } from '../../iam/pattern.ts';
import { foldName } from '../../iam/role.ts';
import type { Guards, Waiver } from '../../specs/types.ts';
import { parseUnit } from '../../specs/unit.ts';
import type { Violation } from '../types.ts';

/** What a waiver is held against: a violation, and the family of the task definition that it was found in. */
export interface Waivable {
  readonly violation: Violation;
  readonly family: string;
}

/** Whether the waiver speaks of the violation: its rule, and the role and the family where the waiver names any; its end aside. */
export function speaksOf({ findings, roles, families }: Waiver, { violation, family }: Waivable): boolean {
  if (!findings.includes(violation.rule) || roles.length + families.length === 0) return false;
  const { role } = violation;
  return (
    (roles.length === 0 || (role !== null && roles.some((pattern) => namesOne(pattern, role)))) &&
    (families.length === 0 || families.some((pattern) => namesOne(pattern, family)))
  );
}

/** A waiver is over at 00:00 UTC of the day after. */
export function isOver({ expires }: Waiver, today: string): boolean {
  return expires < today;
}

/** What the waiver names beside units of drift, which are not the audit's. */
export function rulesNamed({ findings }: Waiver): readonly string[] {
  return findings.filter((finding) => parseUnit(finding) === undefined);
}

/** Whether the guards let waivers mute the rule. */
export function isWaivable(rule: string, { waivable }: Guards): boolean {
  return waivable.includes(rule);
}

function namesOne(pattern: string, name: string): boolean {
  return matches(foldName(pattern), foldName(name));
}
