import type { IamApi } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import type { ManagedPolicy } from '../../iam/role.ts';
import type { ManagedDocument } from '../drift/judge.ts';

/** The default versions of managed policies: what the bulk read brought, and what is asked for one by one, once each. */
export class PolicyDocuments {
  readonly #iam: IamApi;
  readonly #known: Map<string, Promise<ManagedPolicy | undefined> | ManagedPolicy | undefined>;
  readonly #texts = new Map<string, string>();
  readonly #absent = new Set<string>();

  constructor(iam: IamApi, known: ReadonlyMap<string, ManagedPolicy>) {
    this.#iam = iam;
    this.#known = new Map(known);
    for (const policy of known.values()) this.#texts.set(policy.arn, policy.document);
  }

  /** Reads what is not known yet. A policy that cannot be read stays unknown, and so does what it allows. */
  async load(arns: Iterable<string>): Promise<void> {
    await Promise.all([...arns].map((arn) => this.#load(arn)));
  }

  readonly document: ManagedDocument = (arn) => this.#texts.get(arn);

  /** Whether IAM said that there is no such policy; one that is merely unreadable may well exist. */
  isAbsent(arn: string): boolean {
    return this.#absent.has(arn);
  }

  async #load(arn: string): Promise<void> {
    if (!this.#known.has(arn)) this.#known.set(arn, this.#read(arn));
    const policy = await this.#known.get(arn);
    if (policy !== undefined) this.#texts.set(arn, policy.document);
  }

  async #read(PolicyArn: string): Promise<ManagedPolicy | undefined> {
    try {
      const { Policy } = await this.#iam.call('GetPolicy', { PolicyArn });
      const { PolicyVersion } = await this.#iam.call('GetPolicyVersion', { PolicyArn, VersionId: Policy.DefaultVersionId });
      return { arn: PolicyArn, versionId: PolicyVersion.VersionId, document: PolicyVersion.Document };
    } catch (error) {
      if (!isIamError(error)) throw error;
      if (error.kind === 'absent' && error.call === 'GetPolicy') this.#absent.add(PolicyArn);
      return undefined;
    }
  }
}
