import type { Policy, Statement } from '../../iam/policy/types.ts';
import { policyLines, type Spelling, statementLines } from './policy-lines.ts';

function sharedLines(one: Statement, other: Statement, spelling: Spelling): number {
  const lines = new Set(statementLines(other, spelling));
  return statementLines(one, spelling).filter((line) => lines.has(line)).length;
}

function takeNearest(statement: Statement, candidates: Statement[], spelling: Spelling): Statement | undefined {
  const nearness = candidates.map((candidate) => sharedLines(statement, candidate, spelling));
  const best = nearness.indexOf(Math.max(1, ...nearness));
  return best === -1 ? undefined : candidates.splice(best, 1)[0];
}

function takeEqual(statement: Statement, candidates: Statement[]): Statement | undefined {
  const index = candidates.findIndex((candidate) => JSON.stringify(candidate) === JSON.stringify(statement));
  return index === -1 ? undefined : candidates.splice(index, 1)[0];
}

/** Live's statements in the order of the desired ones that they resemble, equal ones first; then those that resemble none. */
function inOrderOf(desired: Policy, observed: Policy, spelling: Spelling): readonly Statement[] {
  const rest = [...observed.statements];
  const equal = desired.statements.map((statement) => takeEqual(statement, rest));
  const placed = desired.statements.map((statement, index) => equal[index] ?? takeNearest(statement, rest, spelling));
  return [...placed.filter((statement) => statement !== undefined), ...rest];
}

/** Both documents as lines, laid out so that a line diff shows what differs in meaning and nothing else. */
export function alignedPolicies(desired: Policy, observed: Policy, spelling: Spelling) {
  return {
    desired: policyLines(desired, desired.statements, spelling),
    observed: policyLines(observed, inOrderOf(desired, observed, spelling), spelling),
  };
}
