import type { PolicyKind } from '../../iam/policy/types.ts';
import type { ObservedRole, Role } from '../../iam/role.ts';
import { type KeyedUnit, type PlainUnit, unitOf } from '../../specs/unit.ts';
import { isOwnerTag } from '../admission/owner.ts';
import type { PolicyReader } from '../reading/policy-reader.ts';

/** One unit in which a role differs from its spec, before anything is said about what that means. */
export interface Difference {
  readonly attribute: PlainUnit | KeyedUnit;
  /** The policy's ARN or name, or the tag's key; empty for attributes that are one unit. */
  readonly key: string;
  readonly unit: string;
  readonly kind: 'missing' | 'extra' | 'different';
  /** `null` for none. */
  readonly desired: string | number | null;
  readonly observed: string | number | null;
}

/** What cannot be compared, and why; a role that has any is `Unknown`. */
export interface Incomparable {
  readonly unit: string;
  readonly reason: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly incomparable: readonly Incomparable[];
}

/**
 * Compares a declared role with the one IAM holds, unit by unit, over every unit.
 * What the spec leaves alone (`undefined`) is not compared; what was not observed but is declared is incomparable.
 */
export function diffRole(desired: Role, observed: ObservedRole, policies: PolicyReader): Comparison {
  const diff = new Diff(policies);
  diff.scalar('role', desired.name, observed.name);
  diff.scalar('path', desired.path, observed.path);
  diff.document({ attribute: 'trustPolicy', key: '', unit: 'trustPolicy' }, 'trust', desired.trustPolicy, observed.trustPolicy);
  diff.scalar('permissionsBoundary', desired.permissionsBoundary, observed.permissionsBoundary);
  diff.scalar('description', desired.description, observed.description);
  diff.scalar('maxSessionDuration', desired.maxSessionDuration, observed.maxSessionDuration);
  diff.set('managedPolicies', desired.managedPolicies, observed.managedPolicies);
  diff.documents(desired.inlinePolicies, observed.inlinePolicies);
  diff.tags(desired.tags, observed.tags);
  return diff;
}

type UnitOf = Pick<Difference, 'attribute' | 'key' | 'unit'>;
type Value = Difference['desired'];

function keyed(attribute: KeyedUnit, key: string): UnitOf {
  return { attribute, key, unit: unitOf(attribute, key) };
}

class Diff implements Comparison {
  readonly differences: Difference[] = [];
  readonly incomparable: Incomparable[] = [];
  readonly #policies: PolicyReader;

  constructor(policies: PolicyReader) {
    this.#policies = policies;
  }

  scalar(attribute: PlainUnit, desired: string | number | null | undefined, observed: string | number | null | undefined): void {
    if (desired === undefined || desired === observed) return;
    if (observed === undefined) {
      this.#cannotCompare(unitOf(attribute), 'the spec declares it, but what was read does not hold it');
    } else {
      this.#add({ attribute, key: '', unit: unitOf(attribute) }, desired, observed);
    }
  }

  document(unit: UnitOf, kind: PolicyKind, desired: string, observed: string): void {
    const result = this.#policies.compare(desired, observed, kind);
    if (result === 'different') this.#add(unit, desired, observed);
    if (result === 'unreadable') this.#unreadable(unit.unit, observed, kind);
  }

  set(attribute: KeyedUnit, desired: readonly string[], observed: readonly string[]): void {
    for (const key of desired) if (!observed.includes(key)) this.#add(keyed(attribute, key), key, null);
    for (const key of observed) if (!desired.includes(key)) this.#add(keyed(attribute, key), null, key);
  }

  documents(desired: ReadonlyMap<string, string>, observed: ReadonlyMap<string, string>): void {
    for (const [name, text] of desired) {
      const live = observed.get(name);
      if (live === undefined) this.#add(keyed('inlinePolicies', name), text, null);
      else this.document(keyed('inlinePolicies', name), 'identity', text, live);
    }
    for (const [name, text] of observed) {
      if (desired.has(name)) continue;
      this.#add(keyed('inlinePolicies', name), null, text);
      if (!this.#policies.read(text, 'identity').ok) this.#unreadable(unitOf('inlinePolicies', name), text, 'identity');
    }
  }

  /** The owner tag is a matter of ownership, and tags in AWS's own namespace cannot be written. */
  tags(desired: ReadonlyMap<string, string>, observed: ReadonlyMap<string, string>): void {
    for (const [key, value] of desired) {
      const live = observed.get(key);
      if (live !== value) this.#add(keyed('tags', key), value, live ?? null);
    }
    for (const [key, value] of observed) {
      if (!desired.has(key) && !isOwnerTag(key) && !key.startsWith('aws:')) this.#add(keyed('tags', key), null, value);
    }
  }

  #add(unit: UnitOf, desired: Value, observed: Value): void {
    this.differences.push({ ...unit, kind: kindOf(desired, observed), desired, observed });
  }

  #unreadable(unit: string, text: string, kind: PolicyKind): void {
    const parsed = this.#policies.read(text, kind);
    this.#cannotCompare(
      unit,
      parsed.ok
        ? 'the declared document cannot be parsed'
        : `the live document is no policy that can be read (${firstProblem(parsed)})`,
    );
  }

  #cannotCompare(unit: string, reason: string): void {
    this.incomparable.push({ unit, reason });
  }
}

function firstProblem({ problems }: { readonly problems: readonly { readonly path: string }[] }): string {
  return `at ${problems[0]?.path || 'its beginning'}`;
}

function kindOf(desired: Value, observed: Value): Difference['kind'] {
  if (desired === null) return 'extra';
  return observed === null ? 'missing' : 'different';
}
