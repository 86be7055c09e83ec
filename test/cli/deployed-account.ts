import type { LiveAccount, LiveSettings } from '../../cli/account/live-account.ts';
import type { DeploymentLookup } from '../../cli/controller/controller-access.ts';
import type { TaskDefinitionReader } from '../../controller/audit/ports.ts';
import { StateConflict, StateUnreadable, type StoredState } from '../../controller/ports.ts';
import type { Request } from '../../controller/request.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import type { IamApi } from '../../iam/api.ts';
import type { Mode } from '../../specs/types.ts';

export const CALLER = 'arn:aws:sts::111122223333:assumed-role/Ops/jane';
export const DEPLOYMENT = {
  queueUrl: 'https://queue.test/controller',
  state: 's3://state/controller',
  killSwitch: '/rolecall/kill-switch',
};

export interface DeployedGiven {
  /** By default there is one. */
  readonly lookup?: DeploymentLookup;
  /** What lies there; `undefined` for nothing, a text for why it cannot be read. */
  readonly state?: ControllerState | string;
  /** Of the account; without it no call is expected. */
  readonly iam?: IamApi;
  /** Without it there is none. */
  readonly taskDefinitions?: TaskDefinitionReader;
  readonly region?: string | undefined;
  /** What the kill switch is set to; `null` if it cannot be read. */
  readonly killSwitch?: Mode | null;
}

const NO_TASK_DEFINITIONS: TaskDefinitionReader = {
  describe: async () => ({ described: false, reason: 'There is no such task definition.' }),
  listCurrent: async () => [],
};

/** An account in memory with a deployed controller that stores its state and takes requests, but runs only when told. */
export class DeployedAccount {
  readonly sent: { readonly request: Request; readonly delaySeconds: number }[] = [];
  /** Names that deployments were looked up by. */
  readonly lookedUp: string[] = [];
  /** Where the state was looked for, and whose it had to be. */
  readonly places: (readonly [location: string, account: string | undefined])[] = [];
  readonly settings: LiveSettings[] = [];
  state: ControllerState | string | undefined;
  version = 1;
  readonly #given: DeployedGiven;

  constructor(given: DeployedGiven) {
    this.#given = given;
    this.state = given.state;
  }

  readonly connect = async (settings: LiveSettings): Promise<LiveAccount> => {
    this.settings.push(settings);
    const { iam, lookup = { found: 'yes', deployment: DEPLOYMENT } } = this.#given;
    return {
      accountId: '111122223333',
      partition: 'aws',
      region: 'region' in this.#given ? this.#given.region : 'eu-west-1',
      caller: CALLER,
      iam: iam ?? { call: () => Promise.reject(new Error('no call is expected')) },
      rolesInUse: async () => new Set(),
      taskDefinitionReader: async () => this.#given.taskDefinitions ?? NO_TASK_DEFINITIONS,
      deployment: async (name) => {
        this.lookedUp.push(name);
        return lookup;
      },
      stateStore: async (location, account) => {
        this.places.push([location, account]);
        return { read: async () => this.#read(), write: async (state, after) => this.#write(state, after) };
      },
      queue: async (url) => {
        if (url !== DEPLOYMENT.queueUrl) throw new Error(`unknown queue ${url}`);
        return { send: async (request, delaySeconds) => void this.sent.push({ request, delaySeconds }) };
      },
      killSwitch: async () => ({
        read: async () => (this.#given.killSwitch === undefined ? 'enforce' : (this.#given.killSwitch ?? undefined)),
      }),
    };
  };

  #read(): StoredState | undefined {
    if (typeof this.state === 'string') throw new StateUnreadable(this.state);
    return this.state && { state: this.state, version: String(this.version) };
  }

  #write(state: ControllerState, after: string | undefined): string {
    const now = this.#read()?.version;
    if (now !== after) throw new StateConflict('somebody else wrote it');
    this.version += 1;
    this.state = state;
    return String(this.version);
  }
}
