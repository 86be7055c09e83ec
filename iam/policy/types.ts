export type Effect = 'Allow' | 'Deny';

export type PolicyVersionDate = '2008-10-17' | '2012-10-17';

/** Which grammar a document follows: a role's permissions (and boundary), or who may assume it. */
export type PolicyKind = 'identity' | 'trust';

/** Whose document it is: one to be sent to IAM, or one that IAM (or an export) holds. */
export type PolicySide = 'desired' | 'observed';

export const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

/**
 * Who: each type's values, sorted, without duplicates; a type without values is left out.
 * An allowed `"*"` is `{ AWS: ['*'] }`; a `"*"` in a Deny or a NotPrincipal, which is not known to be the same, is `['*']` in every type.
 */
export type Principals = Readonly<Partial<Record<PrincipalType, readonly string[]>>>;

/** One operator with one key; all clauses of a statement must hold. */
export interface ConditionClause {
  /** As IAM spells it, without the set prefix and the `IfExists` suffix; `ArnEquals` is `ArnLike`, `ArnNotEquals` is `ArnNotLike`. */
  readonly operator: string;
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** A to Z in lower case. */
  readonly key: string;
  /** Sorted, without duplicates. */
  readonly values: readonly string[];
}

/** A list that applies to everything in it, or (`Not…`) to everything but. */
export interface Matching {
  readonly negated: boolean;
  /** Sorted, without duplicates; actions are in lower case, ARNs as written. */
  readonly values: readonly string[];
}

export interface Statement {
  /** Empty when there is none. */
  readonly sid: string;
  readonly effect: Effect;
  /** `undefined` in identity policies. */
  readonly principal: { readonly negated: boolean; readonly values: Principals } | undefined;
  readonly action: Matching;
  /** `undefined` in trust policies: the role itself. */
  readonly resource: Matching | undefined;
  /** Sorted, without duplicates; two clauses with one operator and one key come from `ArnEquals` beside `ArnLike`. */
  readonly conditions: readonly ConditionClause[];
}

/** A policy document in canonical form: cosmetic differences are gone, every difference of meaning is left. */
export interface Policy {
  readonly version: PolicyVersionDate;
  /** Sorted, without duplicates. */
  readonly statements: readonly Statement[];
  /** The canonical document's JSON text: equal for two documents if and only if they are equal, Sids and Version included. */
  readonly key: string;
}

export interface PolicyProblem {
  /** JSON pointer into the document. */
  readonly path: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Which way a difference moves access, seen from the desired side: `wider` is more access in the account than desired. */
export type Direction = 'wider' | 'narrower' | 'different' | 'same';
