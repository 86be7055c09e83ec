import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { wireCode } from '../iam-errors.ts';
import { mayPass } from '../may-pass.ts';
import { whyAwsFailed } from '../why-aws-failed.ts';
import { NotPosted } from './failure.ts';

/** Milliseconds for which a secret is kept: a new one is in use without a deployment. */
const KEPT = 5 * 60_000;

/** A secret in an SSM parameter: a SecureString, or `/aws/reference/secretsmanager/NAME` for one of Secrets Manager's. */
export class SsmSecret {
  readonly name: string;
  readonly #client: () => Promise<SSMClient>;
  readonly #clock: () => number;
  #held: { readonly value: string; readonly until: number } | undefined;

  /** @param clock milliseconds since 1970 */
  constructor(client: () => Promise<SSMClient>, name: string, clock: () => number = Date.now) {
    this.#client = client;
    this.name = name;
    this.#clock = clock;
  }

  /** @param isStale whether what is kept is known to be of no use any more @throws {NotPosted} if it cannot be read */
  async read(isStale: boolean): Promise<string> {
    if (!isStale && this.#held !== undefined && this.#clock() < this.#held.until) return this.#held.value;
    const value = await this.#fetch();
    this.#held = { value, until: this.#clock() + KEPT };
    return value;
  }

  /** What is held is of no use, and may be put right by the next run. */
  forget(): void {
    this.#held = undefined;
  }

  async #fetch(): Promise<string> {
    try {
      const client = await this.#client();
      const { Parameter } = await client.send(new GetParameterCommand({ Name: this.name, WithDecryption: true }));
      return Parameter?.Value?.trim() ?? '';
    } catch (error) {
      const reason = `The SSM parameter ${this.name} with Slack's secret cannot be read: ${whyNot(error)}`;
      throw new NotPosted({ reason, remedy: mayPass(error) ? 'again' : 'never' });
    }
  }
}

/** What a token or the address of a webhook looks like: whatever a service answers, none is shown. */
const SECRETS = /xox[\w.]*-[\w-]+|https?:\/\/[^\s/]+\/\S+/gi;

function whyNot(error: unknown): string {
  const isMissing = error instanceof Error && wireCode(error) === 'ParameterNotFound';
  if (isMissing) return 'there is none of that name. Create it as a SecureString.';
  return whyAwsFailed(error, 'ssm:GetParameter').replaceAll(SECRETS, '…');
}
