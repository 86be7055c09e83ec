import { structuredPatch } from 'diff';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import type { Drift } from '../../reconciler/types.ts';
import { alignedPolicies } from './aligned-policies.ts';
import { partitionOf } from './partition.ts';
import { policyLines, spellingOf } from './policy-lines.ts';

/** `-` is live and would go, `+` is in the spec and would come, `…` stands for lines left out. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ' | '…';
  readonly text: string;
}

const CONTEXT = 2;
const MOST_LINES = 24;

function kindOfDocument(unit: string): PolicyKind | undefined {
  if (unit === 'trustPolicy') return 'trust';
  return unit.startsWith('inlinePolicies[') ? 'identity' : undefined;
}

function rawLines(document: string): readonly string[] {
  try {
    return JSON.stringify(JSON.parse(document), null, 2).split('\n');
  } catch {
    return document.split('\n');
  }
}

function documentLines(document: string, kind: PolicyKind): readonly string[] {
  const parsed = parsePolicy(document, kind, partitionOf(document), 'observed');
  return parsed.ok ? policyLines(parsed.policy, parsed.policy.statements, spellingOf([document])) : rawLines(document);
}

function bothDocuments(desired: string, observed: string, kind: PolicyKind) {
  const partition = partitionOf(desired + observed);
  const want = parsePolicy(desired, kind, partition, 'desired');
  const have = parsePolicy(observed, kind, partition, 'observed');
  if (want.ok && have.ok) return alignedPolicies(want.policy, have.policy, spellingOf([desired, observed]));
  return { desired: rawLines(desired), observed: rawLines(observed) };
}

function valueLines(value: Drift['desired'], kind: PolicyKind | undefined): readonly string[] {
  if (value === null) return [];
  return kind === undefined ? [String(value)] : documentLines(String(value), kind);
}

/** The lines of the spec's value and of live's, policies laid out so that only what differs in meaning differs. */
export function bothSides({ unit, desired, observed }: Drift) {
  const kind = kindOfDocument(unit);
  if (kind !== undefined && desired !== null && observed !== null) return bothDocuments(String(desired), String(observed), kind);
  return { desired: valueLines(desired, kind), observed: valueLines(observed, kind) };
}

function hunkLines(lines: readonly string[]): readonly DiffLine[] {
  const kept = lines.filter((line) => !line.startsWith('\\'));
  return kept.map((line) => ({ sign: line.charAt(0) as DiffLine['sign'], text: line.slice(1) }));
}

/** The empty line between two statements only sets them apart: it says nothing when it comes or goes. */
function withQuietSeparators(lines: readonly DiffLine[]): readonly DiffLine[] {
  const isEdge = (index: number) => lines[index - 1] === undefined || lines[index + 1] === undefined;
  return lines.flatMap((line, index) => {
    if (line.text !== '' || line.sign === '…') return [line];
    return isEdge(index) ? [] : [{ sign: ' ', text: '' }];
  });
}

function shortened(lines: readonly DiffLine[]): readonly DiffLine[] {
  const rest = lines.length - MOST_LINES;
  if (rest <= 1) return lines;
  return [...lines.slice(0, MOST_LINES), { sign: '…', text: `${rest} more lines` }];
}

/** Units that are told by their name alone: a diff would only repeat it. */
function isNamedByUnit(drift: Drift): boolean {
  return drift.unit.startsWith('managedPolicies[') || drift.unit === 'role' || drift.kind === 'content';
}

/** What turns live into the spec, as a few lines with their surroundings; empty where the unit's name says it all. */
export function driftDiff(drift: Drift): readonly DiffLine[] {
  if (isNamedByUnit(drift)) return [];
  const { desired, observed } = bothSides(drift);
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  const { hunks } = structuredPatch('', '', text(observed), text(desired), '', '', { context: CONTEXT });
  const gap: DiffLine = { sign: '…', text: '' };
  const lines = hunks.flatMap((hunk, index) => [...(index > 0 ? [gap] : []), ...hunkLines(hunk.lines)]);
  return shortened(kindOfDocument(drift.unit) === undefined ? lines : withQuietSeparators(lines));
}
