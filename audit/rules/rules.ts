import { waiverExpiredText, waiverUnusedText } from '../waivers/waiver-violations.ts';
import { adminAccess } from './admin-access.ts';
import { boundaryMissing } from './boundary-missing.ts';
import { crossAccountRole } from './cross-account-role.ts';
import { executionPermissionMissing } from './execution-permission-missing.ts';
import { executionRoleAbsent } from './execution-role-absent.ts';
import { executionRoleTooBroad } from './execution-role-too-broad.ts';
import { notDescribed } from './not-described.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { roleDrifted } from './role-drifted.ts';
import { roleKindMismatch } from './role-kind-mismatch.ts';
import { roleMissing } from './role-missing.ts';
import { roleNotDeclared } from './role-not-declared.ts';
import { roleOverride } from './role-override.ts';
import type { Rule, RuleText } from './rule.ts';
import { RULE_IDS } from './rule-ids.ts';
import { sameRoleForBoth } from './same-role-for-both.ts';
import { taskPermissionMissing } from './task-permission-missing.ts';
import { taskRoleTooBroad } from './task-role-too-broad.ts';
import { trustMissingEcsTasks } from './trust-missing-ecs-tasks.ts';
import { trustTooWide } from './trust-too-wide.ts';
import { trustWithoutSourceCondition } from './trust-without-source-condition.ts';

/** The rules that look at one task definition with its roles. */
export const DEFINITION_RULES: readonly Rule[] = [
  adminAccess,
  privilegeEscalation,
  trustTooWide,
  roleMissing,
  trustMissingEcsTasks,
  executionRoleAbsent,
  executionPermissionMissing,
  crossAccountRole,
  taskPermissionMissing,
  roleKindMismatch,
  roleDrifted,
  executionRoleTooBroad,
  taskRoleTooBroad,
  roleOverride,
  boundaryMissing,
  sameRoleForBoth,
  trustWithoutSourceCondition,
  roleNotDeclared,
];

/** All rules, worst first, as the documentation lists them. */
export const RULES: readonly RuleText[] = [...DEFINITION_RULES, notDescribed, waiverExpiredText, waiverUnusedText].sort(
  (one, other) => RULE_IDS.indexOf(one.id) - RULE_IDS.indexOf(other.id),
);
