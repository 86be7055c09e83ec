import { createHash } from 'node:crypto';
import type { PolicyContent } from '../ports.ts';
import type { PolicyDocuments } from './policy-documents.ts';
import type { PolicyReader } from './policy-reader.ts';

/** What managed policies say, in a form short enough to remember: each is hashed once, however many roles share it. */
export class PolicyContents {
  readonly #documents: PolicyDocuments;
  readonly #policies: PolicyReader;
  readonly #known = new Map<string, PolicyContent>();

  constructor(documents: PolicyDocuments, policies: PolicyReader) {
    this.#documents = documents;
    this.#policies = policies;
  }

  /** The content of a policy's default version; `undefined` as long as it was not read. */
  of(arn: string): PolicyContent | undefined {
    const known = this.#known.get(arn);
    if (known !== undefined) return known;
    const version = this.#documents.defaultVersion(arn);
    if (version === undefined) return undefined;
    const content = { versionId: version.versionId, hash: this.hash(version.document) };
    this.#known.set(arn, content);
    return content;
  }

  /** Equal for documents that are equal; one that cannot be parsed equals itself only. */
  hash(document: string): string {
    const canonical = this.#policies.policy(document, 'identity')?.key ?? document;
    return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
  }
}
