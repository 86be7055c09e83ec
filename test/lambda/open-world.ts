const PATIENCE_MILLISECONDS = 15_000;
/** More deliveries than any scenario needs. */
const ENDLESS = 10;
const QUICK = { ROLECALL_SETTLING_SECONDS: '0', ROLECALL_LEASE_SECONDS: '30' };

/** Deploys the package into a new account. */
export async function openWorld({ guards = {}, environment = {} }: WorldOptions = {}): Promise<World> {
  const { template, folder } = packagedStack('reconcile');
  const accountId = newAccountId();
  const clients = clientsOf(serverAddress(), accountId);
  const stack = await deployStack(template, accountId, clients, restApi(serverAddress(), accountId));
  const taps = await tapRules(clients);
  const proxy = await watchingProxy(serverAddress(), accountId);
  const deployed = stack.reconcile;
  const { ROLECALL_QUEUE_URL: queueUrl = '', ROLECALL_SPECS, ROLECALL_STATE, ROLECALL_KILL_SWITCH } = deployed.environment;
  const mapping: EventSourceMapping = { ...stack.mapping, queueUrl };
  const packaged = {
    ...deployed,
    folder,
    environment: {
      ...deployed.environment,
      ...QUICK,
      ...outside(proxy.endpoint, queueUrl),
      ROLECALL_CONFIG: guardsFile(join(folder, dirname(deployed.handler), 'rolecall.yml'), accountId, {
        mode: 'enforce',
        ...guards,
      }),
      ...environment,
    },
  };
  const environments: ExecutionEnvironment[] = [];
  const lambda = newEnvironment();
  const specs = placeOf(ROLECALL_SPECS?.split(',')[0]);

  function newEnvironment(): ExecutionEnvironment {
    const made = executionEnvironment(packaged);
    environments.push(made);
    return made;
  }

  /** What lies in the queue once the event bus has done its work. */
  async function announced(): Promise<QueueDepth> {
    await forwardMatched(clients, taps, queueUrl);
    return depthOf(clients.sqs, queueUrl);
  }

  /** Waits until something is visible: a delay may have to pass, or the visibility of what was not acknowledged to end. */
  async function nextBatch(batchSize: number) {
    for (const end = Date.now() + PATIENCE_MILLISECONDS; ; await sleep(100)) {
      await announced();
      const batch = await receiveBatch(clients.sqs, { queueUrl, batchSize });
      const { inFlight, delayed } = await depthOf(clients.sqs, queueUrl);
      if (batch.length > 0 || inFlight + delayed === 0 || Date.now() > end) return batch;
    }
  }

  async function deliver({ timeoutSeconds, to = lambda, atMost = mapping.batchSize }: Parameters<World['deliver']>[0] = {}) {
    const batch = await nextBatch(atMost);
    proxy.takeCalls();
    const outcome = batch.length > 0 ? await deliverBatch(clients.sqs, mapping, batch, to, timeoutSeconds) : undefined;
    const calls = proxy.takeCalls().map(({ action }) => action);
    return { messages: batch.length, outcome, calls, writes: calls.filter(isWrite), log: to.takeLog() };
  }

  return {
    accountId,
    clients,
    deployed,
    physicalNames: stack.physicalNames,
    proxy,
    lambda,
    iam: new LiveIam(clients.iam, { reads: 1000, writes: 1000 }),
    secondEnvironment: newEnvironment,
    putSpec: (name, text) => putObject(clients.s3, specs, name, text),
    deleteSpec: (name) => deleteObject(clients.s3, specs, name),
    setKillSwitch: async (Value) => {
      await clients.ssm.send(new PutParameterCommand({ Name: ROLECALL_KILL_SWITCH, Value, Overwrite: true }));
    },
    tell: async (call, parameters, who = janeIn(accountId), more = {}) => {
      const Detail = JSON.stringify({ ...iamCall(call, parameters, who), ...more });
      const entry = { Source: 'aws.iam', DetailType: 'AWS API Call via CloudTrail', Detail };
      await clients.events.send(new PutEventsCommand({ Entries: [entry] }));
    },
    strike: () => sendTexts(clients.sqs, queueUrl, [scheduleInput(template)]),
    send: (message) => sendTexts(clients.sqs, queueUrl, [typeof message === 'string' ? message : JSON.stringify(message)]),
    deliver,
    deliverAll: async () => {
      const all: Delivered[] = [];
      while (all.length < ENDLESS && !isEmpty(await announced())) all.push(await deliver());
      return all;
    },
    endLease: () => endLease(clients.s3, placeOf(ROLECALL_STATE)),
    queue: announced,
    state: () => readState(clients.s3, placeOf(ROLECALL_STATE)),
    close: async () => {
      for (const each of environments) each.close();
      for (const client of Object.values(clients)) client.destroy();
      await proxy.close();
    },
  };
}

function isEmpty({ visible, inFlight, delayed }: QueueDepth): boolean {
  return visible + inFlight + delayed === 0;
}

/** What a function of Lambda's finds around it: credentials, a region, and here the server behind the proxy. */
function outside(endpoint: string, queueUrl: string): Readonly<Record<string, string>> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'ASIATEST',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: 'test',
    AWS_ENDPOINT_URL: endpoint,
    // The SDK takes the server from the queue's address.
    ROLECALL_QUEUE_URL: new URL(new URL(queueUrl).pathname, endpoint).href,
  };
}

export function isWrite(action: string): boolean {
  return (WRITE_CALLS as readonly string[]).includes(action.replace('iam:', ''));
}
