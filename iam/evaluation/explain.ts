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

/** How it is said that one side has more, or less, than the other. */
interface Voice {
  /** The side that IAM holds: only there a principal can have been deleted. */
  readonly live: 'desired' | 'observed';
  readonly allows: { readonly more: Verbs; readonly less: Verbs };
  readonly denies: { readonly more: Verbs; readonly less: Verbs };
  readonly requires: { readonly more: string; readonly less: string };
}

/** What one side has and the other has not, and how to say it. */
interface Side {
  readonly desired: readonly Atom[];
  readonly observed: readonly Atom[];
  readonly voice: Voice;
}

/**
 * Says for people what the observed document allows more or less than the desired one: at most seven sentences without a full stop.
 * Names and values are as the documents have them, not escaped.
 * @param desired `undefined` when the document is not there; so for observed
 */
export function explainDifference(desired: Policy | undefined, observed: Policy | undefined, kind: PolicyKind): string[] {
  if (desired?.key === observed?.key) return [];
  const side = { desired: atomsOf(desired), observed: atomsOf(observed), voice: LIVE };
  if (isTooMuch(side.desired, side.observed)) return TOO_LARGE;
  return limited([...deletedPrincipals(side), ...allowed(side, kind), ...denied(side, kind)]);
}

/** The same of a change that is yet to be made: what would come, and what would go, once `after` stands where `before` stood. */
export function explainChange(before: Policy | undefined, after: Policy | undefined, kind: PolicyKind): string[] {
  if (before?.key === after?.key) return [];
  const side = { desired: atomsOf(before), observed: atomsOf(after), voice: CHANGE };
  if (isTooMuch(side.desired, side.observed)) return TOO_LARGE;
  return limited([...deletedPrincipals(side), ...allowed(side, kind), ...denied(side, kind)]);
}

const TOO_LARGE = ['the two documents are too large to compare in detail'];

function atomsOf(policy: Policy | undefined): readonly Atom[] {
  return policy === undefined ? [] : statementsOf([policy]);
}

function limited(found: readonly string[]): string[] {
  const sentences = [...new Set(found)];
  if (sentences.length === 0) return ['the two documents allow and deny the same, written differently'];
  const rest = sentences.length - MOST_SENTENCES;
  return rest > 0 ? [...sentences.slice(0, MOST_SENTENCES), `and ${rest} more`] : sentences;
}

function deletedPrincipals({ desired, observed, voice }: Side): readonly string[] {
  const [live, other] = voice.live === 'observed' ? [observed, desired] : [desired, observed];
  const wanted = new Set(principalValues(other));
  return principalValues(live)
    .filter((value) => UNIQUE_ID.test(value) && !wanted.has(value))
    .map((id) => `a trusted principal was deleted (${id}): sending the same document again binds it anew`);
}

function principalValues(atoms: readonly Atom[]): readonly string[] {
  return atoms.flatMap(({ statement: { principal } }) => listPrincipals(principal?.values ?? {}).map(({ value }) => value));
}

/** Says nothing of what was before: the spec may be what changed. */
const LIVE: Voice = {
  live: 'observed',
  allows: {
    more: { assume: 'may assume this role', call: 'may call', permit: 'also allows' },
    less: { assume: 'may not assume this role', call: 'may not call', permit: 'does not allow' },
  },
  denies: {
    more: { assume: 'is denied to assume this role', call: 'is denied', permit: 'also denies' },
    less: { assume: 'is not denied to assume this role', call: 'is not denied', permit: 'does not deny' },
  },
  requires: { more: 'requires', less: 'does not require' },
};
const CHANGE: Voice = {
  live: 'desired',
  allows: {
    more: { assume: 'could assume this role', call: 'could call', permit: 'it would also allow' },
    less: { assume: 'could no longer assume this role', call: 'could no longer call', permit: 'it would no longer allow' },
  },
  denies: {
    more: { assume: 'would be denied to assume this role', call: 'would be denied', permit: 'it would also deny' },
    less: {
      assume: 'would no longer be denied to assume this role',
      call: 'would no longer be denied',
      permit: 'it would no longer deny',
    },
  },
  requires: { more: 'it would require', less: 'it would no longer require' },
};

function allowed({ desired, observed, voice: { allows, requires, live } }: Side, kind: PolicyKind): readonly string[] {
  const [more, loosened] = apart(uncovered('Allow', desired, observed), desired);
  const [less, tightened] = apart(uncovered('Allow', observed, desired), observed);
  return [
    ...sentences(live === 'observed' ? more.filter(isAlive) : more, kind, allows.more),
    ...changed(loosened, requires.less, kind),
    ...sentences(live === 'desired' ? less.filter(isAlive) : less, kind, allows.less),
    ...changed(tightened, requires.more, kind),
  ];
}

function denied({ desired, observed, voice: { denies } }: Side, kind: PolicyKind): readonly string[] {
  return [
    ...sentences(uncovered('Deny', desired, observed), kind, denies.more),
    ...sentences(uncovered('Deny', observed, desired), kind, denies.less),
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
