import type { RuleText } from '../../../audit/rules/rule.ts';
import type { AuditReport, DefinitionAudit, Finding } from '../../../audit/types.ts';
import type { Waiver } from '../../../specs/types.ts';
import { jsonText } from '../../escaping/json-text.ts';
import { urgency } from '../worst-finding-first.ts';
import { createFingerprints } from './fingerprints.ts';
import { jsonPlaces, type Places } from './json-places.ts';
import { sarifInvocation } from './sarif-invocation.ts';
import { definitionLocation, waiverLocation } from './sarif-location.ts';
import { sarifMessage } from './sarif-message.ts';
import { sarifLevel, sarifRuleId, sarifRules, securitySeverity } from './sarif-rules.ts';
import type { SarifDriver, SarifLog, SarifResult, SarifRule, SarifRun } from './sarif-types.ts';

export interface SarifOptions {
  /** The texts of all rules. */
  readonly rules: readonly RuleText[];
  /** Rolecall's. */
  readonly version: string | undefined;
  /** The text of each file that task definitions were read from, by its name in the report, to point at lines. */
  readonly sources: ReadonlyMap<string, string>;
  /** The waivers that were read, to point at those that are over or unused. */
  readonly waivers: readonly Waiver[];
  /** The root of the repository, `/`-separated, to which absolute paths below it become relative. */
  readonly folder: string | undefined;
}

interface Placed {
  readonly finding: Finding;
  /** `undefined` for what is about waivers. */
  readonly definition: DefinitionAudit | undefined;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** A file with more is rejected. @see https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit */
export const MOST_RESULTS = 25_000;

/** Worst first; each file is parsed once, and only if something is to be found in it. */
function placedFindings({ taskDefinitions, findings }: AuditReport): readonly Placed[] {
  const placed = taskDefinitions.flatMap((definition) => definition.findings.map((finding) => ({ finding, definition })));
  const all = [...placed, ...findings.map((finding) => ({ finding, definition: undefined }))];
  return all.sort((one, other) => urgency(one.finding) - urgency(other.finding));
}

function createPlaces(sources: ReadonlyMap<string, string>): (file: string | null | undefined) => Places | undefined {
  const known = new Map<string, Places>();
  return (file) => {
    const text = file == null ? undefined : sources.get(file);
    if (file == null || text === undefined) return undefined;
    const places = known.get(file) ?? jsonPlaces(text);
    known.set(file, places);
    return places;
  };
}

function suppressions({ waived }: Finding): SarifResult['suppressions'] {
  if (waived === null) return [];
  const justification = sarifMessage(`${waived.reason} (${waived.waiver}, until ${waived.expires})`).text;
  return [{ kind: 'external', status: 'accepted', justification }];
}

/** Where a rule stands among those of its run. */
export function ruleIndex(ruleId: string, rules: readonly SarifRule[]): Pick<SarifResult, 'ruleIndex'> {
  const index = rules.findIndex(({ id }) => id === ruleId);
  return index === -1 ? {} : { ruleIndex: index };
}

function results(report: AuditReport, rules: readonly SarifRule[], options: SarifOptions): readonly SarifResult[] {
  const fingerprints = createFingerprints(report.account);
  const placesOf = createPlaces(options.sources);
  return placedFindings(report)
    .slice(0, MOST_RESULTS)
    .map(({ finding, definition }) => {
      const location =
        definition === undefined
          ? waiverLocation(finding, options.waivers, options.folder)
          : definitionLocation(finding, definition, options.folder, placesOf(definition.file));
      const ruleId = sarifRuleId(finding, options.rules);
      return {
        ruleId,
        ...ruleIndex(ruleId, rules),
        level: sarifLevel(finding.severity),
        message: sarifMessage(finding.message),
        locations: [location],
        partialFingerprints: fingerprints(finding, definition, location.physicalLocation.artifactLocation.uri),
        suppressions: suppressions(finding),
        properties: { severity: finding.severity, ...securitySeverity(finding.severity) },
      };
    });
}

/** @param version Rolecall's */
export function sarifDriver(version: string | undefined, rules: readonly SarifRule[]): SarifDriver {
  return { name: 'Rolecall', ...(version === undefined ? {} : { semanticVersion: version }), rules };
}

/** An audit as one run of SARIF. */
export function auditRun(report: AuditReport, options: SarifOptions): SarifRun {
  const rules = sarifRules(options.rules);
  return {
    tool: { driver: sarifDriver(options.version, rules) },
    automationDetails: { id: `rolecall-audit/${report.account}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [sarifInvocation(report)],
    results: results(report, rules, options),
  };
}

/** Runs as a file of SARIF 2.1.0, ending with a newline. */
export function sarifText(runs: readonly SarifRun[]): string {
  const log: SarifLog = { $schema: SCHEMA, version: '2.1.0', runs };
  return `${jsonText(log, 2)}\n`;
}

/**
 * An audit as SARIF 2.1.0 for code scanning, ending with a newline. What is live lies at `ecs/REGION/FAMILY.json`, which is no
 * real file; what is waived is suppressed, which GitHub's code scanning does not look at.
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function auditSarif(report: AuditReport, options: SarifOptions): string {
  return sarifText([auditRun(report, options)]);
}
