import { createHash } from 'node:crypto';
import { foldName } from '../../../iam/role.ts';
import type { Drift } from '../../../reconciler/types.ts';
import { MOST_RESULTS, ruleIndex, type SarifOptions, sarifDriver } from '../../audit/sarif/audit-sarif.ts';
import { sarifMessage } from '../../audit/sarif/sarif-message.ts';
import { sarifLevel, sarifRuleId, sarifRules, securitySeverity } from '../../audit/sarif/sarif-rules.ts';
import type { SarifInvocation, SarifResult, SarifRule, SarifRun } from '../../audit/sarif/sarif-types.ts';
import { driftWords } from '../../drift/drift-words.ts';
import { roleExitStatus } from '../../exit-status.ts';
import { statusWords } from '../../words/counts.ts';
import { worstDriftFirst } from '../../words/worst-first.ts';
import type { Overview, OverviewRole } from '../overview.ts';
import { toldDrift } from '../told-drift.ts';
import { driftLocation } from './drift-location.ts';
import { driftRule, driftRuleText } from './drift-rules.ts';

interface Told {
  readonly role: OverviewRole;
  readonly drift: Drift;
}

/** The drift of all roles as one run of SARIF, a rule for each kind of unit and severity. What could not be judged stands beside it. */
export function driftRun(overview: Overview, { version, folder }: Pick<SarifOptions, 'version' | 'folder'>): SarifRun {
  const told = overview.roles.flatMap((role) => worstDriftFirst(toldDrift(role)).map((drift) => ({ role, drift })));
  const rules = rulesOf(told);
  return {
    tool: { driver: sarifDriver(version, rules) },
    automationDetails: { id: `rolecall-drift/${overview.account}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(overview)],
    results: told.slice(0, MOST_RESULTS).map((one) => result(one, rules, overview.account, folder)),
  };
}

function ruleIdOf({ unit, severity }: Drift): string {
  const rule = driftRule(unit);
  return sarifRuleId({ rule, severity }, [driftRuleText(rule)]);
}

/** Only those that something is told of. */
function rulesOf(told: readonly Told[]): readonly SarifRule[] {
  const used = new Set(told.map(({ drift }) => ruleIdOf(drift)));
  const kinds = [...new Set(told.map(({ drift }) => driftRule(drift.unit)))].sort();
  return sarifRules(kinds.map(driftRuleText)).filter(({ id }) => used.has(id));
}

function result({ role, drift }: Told, rules: readonly SarifRule[], account: string, folder: string | undefined): SarifResult {
  const ruleId = ruleIdOf(drift);
  return {
    ruleId,
    ...ruleIndex(ruleId, rules),
    level: sarifLevel(drift.severity),
    message: sarifMessage(`${role.name}, ${drift.unit}: ${driftWords(drift)}`),
    locations: [driftLocation(role, drift, folder)],
    partialFingerprints: fingerprints(account, role.name, drift.unit),
    suppressions: [],
    properties: { severity: drift.severity, ...securitySeverity(drift.severity) },
  };
}

/** Drift is the same as long as it is in the same unit of the same role: neither value nor wording counts. */
function fingerprints(account: string, role: string, unit: string): SarifResult['partialFingerprints'] {
  const hash = createHash('sha256')
    .update(JSON.stringify([account, foldName(role), unit]))
    .digest('hex')
    .slice(0, 32);
  return { primaryLocationLineHash: `${hash}:1`, 'rolecallDrift/v1': hash };
}

/** What is no drift and yet to be known: problems, notices, roles that could not be judged. */
function invocation({ complete, madeAt, problems, notices, roles }: Overview): SarifInvocation {
  const unjudged = roles.filter((role) => roleExitStatus(role) === 1);
  return {
    executionSuccessful: complete && unjudged.length === 0 && problems.every(({ severity }) => severity !== 'error'),
    startTimeUtc: madeAt,
    endTimeUtc: madeAt,
    toolExecutionNotifications: [
      ...problems.map(({ file, line, column, message, severity }) => {
        return { level: severity, message: sarifMessage(`${file}:${line}:${column}: ${message}`) };
      }),
      ...unjudged.map(({ name, status, reasons }) => {
        const why = reasons.map(({ message }) => message).join(' ');
        return { level: 'error' as const, message: sarifMessage(`${name}: ${statusWords(status)}. ${why}`.trimEnd()) };
      }),
      ...notices.map((notice) => ({ level: 'note' as const, message: sarifMessage(notice) })),
    ],
  };
}
