import type { AwsClients } from '../adapters/aws-clients.ts';
import { SsmKillSwitch } from '../adapters/kill-switch.ts';
import { knownAccount } from '../adapters/known-account.ts';
import type { CacheStore } from '../adapters/s3/zipped-object.ts';
import { CompiledCache } from '../adapters/specs/compiled-cache.ts';
import { SpecCache } from '../adapters/specs/spec-cache.ts';
import { specSourcesOf } from '../adapters/specs/spec-sources.ts';
import { S3StateStore } from '../adapters/state/s3-state-store.ts';
import { stateCodec } from '../controller/codec.ts';
import type { ControllerPorts, RequestQueue, SpecCompiler } from '../controller/ports.ts';
import { printable } from '../report/escaping/printable.ts';
import { observer } from './observing.ts';
import { packagedRelease } from './release.ts';
import { readSettings, type Settings } from './settings.ts';

/** Bytes; beyond what the spec language takes, so that it can refuse in its own words. */
const LARGEST_FILE = 2 * 1024 * 1024;

interface Connected {
  readonly ports: ControllerPorts;
  readonly settings: Settings;
}

let warm: Promise<Connected> | undefined;

/** The settings, and the clients that they name: made once, and kept for as long as Lambda keeps the process. */
export function connected(functionArn: string): Promise<Connected> {
  warm ??= connect(functionArn);
  return warm;
}

async function connect(functionArn: string): Promise<Connected> {
  const settings = await readSettings(process.env, functionArn);
  const { iam, clients, rolesInUse } = knownAccount(settings.account);
  const [s3, ssm] = await Promise.all([clients.s3(), clients.ssm()]);
  const warn = (why: string) => observer.warn('spec cache', { why: printable(why) });
  const store = { client: clients.s3, below: settings.state, warn };
  const ports: ControllerPorts = {
    iam,
    taskDefinitions: { rolesInUse },
    clock: { now: () => new Date(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
    state: new S3StateStore(s3, settings.state, stateCodec(settings.account.accountId)),
    specs: specSourcesOf(settings.specs, { clients, limit: LARGEST_FILE, cache: new SpecCache(store) }),
    compiler: compilerOnUse(store),
    queue: queueOnUse(clients, settings.queueUrl),
    killSwitch: new SsmKillSwitch(ssm, settings.killSwitch),
  };
  return { ports, settings };
}

/** Most runs find the specs as they were, so neither YAML's reader nor the spec language's rules are loaded before. */
function compilerOnUse(store: CacheStore): SpecCompiler {
  const release = packagedRelease();
  return new CompiledCache({
    compiler: async () => (await import('./spec-language.ts')).specCompiler,
    release: release ?? 'not packaged',
    store: release === undefined ? undefined : store,
  });
}

/** Most runs put nothing back, so neither SQS's client nor the code around it is loaded before. */
function queueOnUse({ sqs }: Pick<AwsClients, 'sqs'>, url: string): RequestQueue {
  return {
    send: async (request, delaySeconds) => {
      const { SqsRequestQueue } = await import('../adapters/queue.ts');
      await new SqsRequestQueue(await sqs(), url).send(request, delaySeconds);
    },
  };
}
