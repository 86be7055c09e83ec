import type { PolicyContents } from '../reading/policy-contents.ts';
import type { PolicyDocuments } from '../reading/policy-documents.ts';
import type { PolicyReader } from '../reading/policy-reader.ts';
import type { Drift } from '../types.ts';
import { judge } from './judge.ts';

/** A policy that a role holds, and the unit that it is of the role. */
export interface HeldPolicy {
  readonly arn: string;
  readonly attribute: 'managedPolicies' | 'permissionsBoundary';
  readonly unit: string;
}

/** What a policy's content should be: a version that was pinned, or what was accepted. */
export interface AcceptedContent {
  readonly versionId: string;
  /** `undefined` where the spec pins the version, whatever it says. */
  readonly hash: string | undefined;
}

/** The drift, and whether what live allows is known at all. */
export interface JudgedContent {
  readonly drift: Drift;
  readonly known: boolean;
}

/** Says what a change of a policy's content means, once for all roles that hold the policy. */
export class ContentJudge {
  readonly #policies: PolicyReader;
  readonly #documents: PolicyDocuments;
  readonly #contents: PolicyContents;
  readonly #judged = new Map<string, Promise<JudgedContent>>();

  constructor(policies: PolicyReader, documents: PolicyDocuments, contents: PolicyContents) {
    this.#policies = policies;
    this.#documents = documents;
    this.#contents = contents;
  }

  judge(held: HeldPolicy, accepted: AcceptedContent): Promise<JudgedContent> {
    const key = JSON.stringify([held.attribute, held.arn, accepted.versionId, accepted.hash ?? null]);
    const judged = this.#judged.get(key) ?? this.#judge(held, accepted);
    this.#judged.set(key, judged);
    return judged;
  }

  async #judge({ unit, attribute, arn }: HeldPolicy, accepted: AcceptedContent): Promise<JudgedContent> {
    const before = await this.#acceptedDocument(arn, accepted);
    const sides: Readonly<Record<string, string | undefined>> = { before, now: this.#documents.document(arn) };
    const difference = { attribute, key: arn, unit, kind: 'different', desired: 'before', observed: 'now' } as const;
    const { access, severity, detail, known } = judge(difference, this.#policies, (side) => sides[side]);
    const observed = this.#contents.of(arn)?.versionId ?? null;
    const words = attribute === 'permissionsBoundary' ? [] : detail;
    const drift: Drift = {
      ...{ unit, kind: 'content', access, severity, desired: accepted.versionId, observed, tolerated: 'content', by: null },
      detail: [sentence(accepted, observed), ...(before === undefined ? [GONE] : words)],
    };
    return { drift, known };
  }

  /** A policy that was deleted and made anew has the same version ids, which then say something else. */
  async #acceptedDocument(arn: string, { versionId, hash }: AcceptedContent): Promise<string | undefined> {
    const text = await this.#documents.version(arn, versionId);
    const isTheSame = text !== undefined && (hash === undefined || this.#contents.hash(text) === hash);
    return isTheSame ? text : undefined;
  }
}

const GONE = 'the accepted version can no longer be read, so it is not known what the change allows';

function sentence({ versionId, hash }: AcceptedContent, live: string | null): string {
  if (hash === undefined) return `the spec pins version ${versionId} of the policy, but its default version is ${live}`;
  return live === versionId
    ? `the policy was made anew: ${live} no longer says what was accepted`
    : `the policy's default version is now ${live}; ${versionId} was accepted`;
}
