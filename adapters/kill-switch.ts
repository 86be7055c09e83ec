import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { KillSwitch } from '../controller/ports.ts';
import { MODES, type Mode } from '../specs/types.ts';

/** The kill switch as an SSM parameter that holds one word: `suspend`, `observe` or `enforce`. */
export class SsmKillSwitch implements KillSwitch {
  readonly #client: SSMClient;
  readonly #name: string;

  constructor(client: SSMClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  async read(): Promise<Mode | undefined> {
    try {
      const { Parameter } = await this.#client.send(new GetParameterCommand({ Name: this.#name }));
      const word = Parameter?.Value?.trim();
      return MODES.find((mode) => mode === word);
    } catch {
      return undefined;
    }
  }
}
