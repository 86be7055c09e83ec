import type { IamApi } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import type { ManagedPolicy } from '../../iam/role.ts';
import type { ManagedDocument } from '../drift/judge.ts';

/** Managed policies: what the bulk read brought, and what is asked for one by one, once each. */
export class PolicyDocuments {
  readonly #iam: IamApi;
  readonly #asked = new Map<string, Promise<ManagedPolicy | undefined>>();
  readonly #known: Map<string, ManagedPolicy>;
  readonly #absent = new Set<string>();

  constructor(iam: IamApi, known: ReadonlyMap<string, ManagedPolicy>) {
    this.#iam = iam;
    this.#known = new Map(known);
  }

  /** Reads what is not known yet. A policy that cannot be read stays unknown, and so does what it allows. */
  async load(arns: Iterable<string>): Promise<void> {
    await Promise.all([...arns].map((arn) => this.#load(arn)));
  }

  readonly document: ManagedDocument = (arn) => this.#known.get(arn)?.document;

  /** The default version, as far as it was read. */
  defaultVersion(arn: string): ManagedPolicy | undefined {
    return this.#known.get(arn);
  }

  /** The document of any version, asked for anew each time; `undefined` where it is gone or cannot be read. */
  async version(PolicyArn: string, VersionId: string): Promise<string | undefined> {
    try {
      return (await this.#iam.call('GetPolicyVersion', { PolicyArn, VersionId })).PolicyVersion.Document;
    } catch (error) {
      if (!isIamError(error)) throw error;
      return undefined;
    }
  }

  /** Whether IAM said that there is no such policy; one that is merely unreadable may well exist. */
  isAbsent(arn: string): boolean {
    return this.#absent.has(arn);
  }

  async #load(arn: string): Promise<void> {
    if (this.#known.has(arn)) return;
    const asked = this.#asked.get(arn) ?? this.#read(arn);
    this.#asked.set(arn, asked);
    const policy = await asked;
    if (policy !== undefined) this.#known.set(arn, policy);
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
