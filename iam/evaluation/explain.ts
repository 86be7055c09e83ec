import type { ConditionClause, Policy, PolicyKind, Statement } from '../policy/types.ts';
import { type Atom, statementsOf } from './atoms.ts';
import { implies } from './clause-containment.ts';
import { containsStatement } from './containment.ts';
import { isTooMuch, uncovered } from './coverage.ts';
import { listPrincipals } from './principal.ts';
import { assumptionSentences, permissionSentences, type Verbs } from './sentences.ts';
import { clauseWords } from './wording.ts';

const MOST_SENTENCES = 6;
/** What IAM shows for a role or user that was deleted. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const UNIQUE_ID = /^A(?:ROA|IDA)[A-Z0-9]+$/;

/** What one side has and the other has not, and how to say it. */
interface Side {
  readonly desired: readonly Atom[];
  readonly observed: readonly Atom[];
}

/**
 * Says for people what the observed document allows more or less than the desired one: at most seven sentences without a full stop.
 * Names and values are as the documents have them, not escaped.
 * @param desired `undefined` when the document is not there; so for observed
 */
export function explainDifference(desired: Policy | undefined, observed: Policy | undefined, kind: PolicyKind): string[] {
  if (desired?.key === observed?.key) return [];
  const side = { desired: atomsOf(desired), observed: atomsOf(observed) };
  if (isTooMuch(side.desired, side.observed)) return ['the two documents are too large to compare in detail'];
  const found = [...deletedPrincipals(side), ...allowed(side, kind), ...denied(side, kind)];
  return limited([...new Set(found)], 'the two documents allow and deny the same, written differently');
}

function atomsOf(policy: Policy | undefined): readonly Atom[] {
  return policy === undefined ? [] : statementsOf([policy]);
}

function limited(sentences: readonly string[], none: string): string[] {
  if (sentences.length === 0) return [none];
  const rest = sentences.length - MOST_SENTENCES;
  return rest > 0 ? [...sentences.slice(0, MOST_SENTENCES), `and ${rest} more`] : [...sentences];
}

function deletedPrincipals({ desired, observed }: Side): readonly string[] {
  const wanted = new Set(principalValues(desired));
  return principalValues(observed)
    .filter((value) => UNIQUE_ID.test(value) && !wanted.has(value))
    .map((id) => `a trusted principal was deleted (${id}): sending the same document again binds it anew`);
}

function principalValues(atoms: readonly Atom[]): readonly string[] {
  return atoms.flatMap(({ statement: { principal } }) => listPrincipals(principal?.values ?? {}).map(({ value }) => value));
}

const ALLOWS: { readonly more: Verbs; readonly less: Verbs } = {
  more: { assume: 'may assume this role', call: 'may call', permit: 'also allows' },
  less: { assume: 'may no longer assume this role', call: 'may no longer call', permit: 'no longer allows' },
};
const DENIES: { readonly more: Verbs; readonly less: Verbs } = {
  more: { assume: 'is denied to assume this role', call: 'is denied', permit: 'also denies' },
  less: { assume: 'is no longer denied to assume this role', call: 'is no longer denied', permit: 'no longer denies' },
};

function allowed({ desired, observed }: Side, kind: PolicyKind): readonly string[] {
  const [more, loosened] = apart(uncovered('Allow', desired, observed), desired);
  const [less, tightened] = apart(uncovered('Allow', observed, desired), observed);
  return [
    ...sentences(more.filter(isAlive), kind, ALLOWS.more),
    ...changed(loosened, 'no longer requires', kind),
    ...sentences(less, kind, ALLOWS.less),
    ...changed(tightened, 'now requires', kind),
  ];
}

function denied({ desired, observed }: Side, kind: PolicyKind): readonly string[] {
  return [
    ...sentences(uncovered('Deny', desired, observed), kind, DENIES.more),
    ...sentences(uncovered('Deny', observed, desired), kind, DENIES.less),
  ];
}

function sentences(atoms: readonly Atom[], kind: PolicyKind, verbs: Verbs): readonly string[] {
  const statements = atoms.map(({ statement }) => statement);
  return kind === 'trust' ? assumptionSentences(statements, verbs) : permissionSentences(statements, verbs);
}

/** Nobody can be a principal that was deleted; it has its own sentence. */
function isAlive({ statement }: Atom): boolean {
  return !principalValues([{ statement, version: '2012-10-17' }]).some((value) => UNIQUE_ID.test(value));
}

interface Changed {
  readonly statement: Statement;
  readonly clauses: readonly ConditionClause[];
}

/** Parts that the other side has too, under other conditions, apart from those that it has not at all. */
function apart(parts: readonly Atom[], others: readonly Atom[]): readonly [readonly Atom[], readonly Changed[]] {
  const alone: Atom[] = [];
  const conditioned: Changed[] = [];
  for (const part of parts) {
    const other = others.find(
      (one) => one.statement.effect === part.statement.effect && containsStatement(unconditional(one), part),
    );
    if (other === undefined) alone.push(part);
    else conditioned.push({ statement: part.statement, clauses: notImplied(part, other) });
  }
  return [alone, conditioned];
}

function unconditional({ version, statement }: Atom): Atom {
  return { version, statement: { ...statement, conditions: [] } };
}

function notImplied(part: Atom, other: Atom): readonly ConditionClause[] {
  return other.statement.conditions.filter(
    (clause) =>
      !part.statement.conditions.some((own) =>
        implies({ clause: own, version: part.version }, { clause, version: other.version }),
      ),
  );
}

function changed(found: readonly Changed[], verb: string, kind: PolicyKind): readonly string[] {
  const byWords = new Map<string, Statement[]>();
  for (const { statement, clauses } of found)
    for (const clause of clauses) {
      const words = `${verb} ${clauseWords(clause)}`;
      byWords.set(words, [...(byWords.get(words) ?? []), { ...statement, conditions: [] }]);
    }
  return Array.from(byWords).flatMap(([words, statements]) =>
    kind === 'trust' ? [words] : permissionSentences(statements, { assume: '', call: '', permit: `${words} for` }),
  );
}
