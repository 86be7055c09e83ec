import { parsePolicy } from '../../iam/policy/parse.ts';
import type { ParsedPolicy, Policy, PolicyKind } from '../../iam/policy/types.ts';

/** Parses documents of one account, each text once: the same trust policy stands in hundreds of roles. */
export class PolicyReader {
  /** The account's. */
  readonly partition: string;
  readonly #parsed: Readonly<Record<PolicyKind, Map<string, ParsedPolicy>>> = { identity: new Map(), trust: new Map() };

  constructor(partition: string) {
    this.partition = partition;
  }

  read(text: string, kind: PolicyKind): ParsedPolicy {
    const known = this.#parsed[kind].get(text);
    if (known !== undefined) return known;
    const parsed = parsePolicy(text, kind, this.partition, 'observed');
    this.#parsed[kind].set(text, parsed);
    return parsed;
  }

  /** The parsed document; `undefined` if there is none or it cannot be read. */
  policy(text: string | undefined, kind: PolicyKind): Policy | undefined {
    const parsed = text === undefined ? undefined : this.read(text, kind);
    return parsed?.ok ? parsed.policy : undefined;
  }

  /** Whether two documents are equal; `unreadable` where that cannot be said. */
  compare(desired: string, observed: string, kind: PolicyKind): 'equal' | 'different' | 'unreadable' {
    if (desired === observed) return 'equal';
    const [a, b] = [this.read(desired, kind), this.read(observed, kind)];
    if (!a.ok || !b.ok) return 'unreadable';
    return a.policy.key === b.policy.key ? 'equal' : 'different';
  }
}
