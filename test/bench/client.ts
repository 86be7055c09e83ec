import { IAMClient, paginateGetAccountAuthorizationDetails, paginateListRoles } from '@aws-sdk/client-iam';
import { LiveIam } from '../../adapters/iam.ts';
import { pagesOf } from '../../reconciler/reading/pages.ts';
import { readAccount } from '../../reconciler/reading/read-account.ts';
import { reconcile } from '../../reconciler/reconcile.ts';
import { defaultGuards } from '../../specs/guards.ts';
import type { SpecSet } from '../../specs/types.ts';
import { CONTEXT, fleetSpecs } from './fleet.ts';

/** What is timed, each holding the one before it. */
export type Stage = 'sdk' | 'decode' | 'read' | 'pass';
export const STAGES: readonly Stage[] = ['sdk', 'decode', 'read', 'pass'];

/** Milliseconds; the processor's time does not see what else the machine does. */
export interface Time {
  readonly wall: number;
  readonly cpu: number;
}

export type Times = Readonly<Record<Stage, Time>>;

const Filter = ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;
const PAGE_SIZE = 1000;

function client(endpoint: string): IAMClient {
  return new IAMClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
}

async function drain(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pages);
}

/** Both lists side by side with the SDK's own paginators, and nothing done with what they bring. */
async function barePaging(bare: IAMClient): Promise<void> {
  const options = { client: bare, pageSize: PAGE_SIZE };
  await Promise.all([
    drain(paginateGetAccountAuthorizationDetails(options, { Filter: [...Filter] })),
    drain(paginateListRoles(options, {})),
  ]);
}

async function decodedPaging(iam: LiveIam): Promise<void> {
  await Promise.all([
    drain(pagesOf(iam, 'GetAccountAuthorizationDetails', { Filter, MaxItems: PAGE_SIZE })),
    drain(pagesOf(iam, 'ListRoles', { MaxItems: PAGE_SIZE })),
  ]);
}

async function wholePass(iam: LiveIam, specs: SpecSet): Promise<void> {
  const { summary } = await reconcile({
    runId: 'bench',
    trigger: 'bench',
    iam,
    taskDefinitions: { rolesInUse: async () => undefined },
    clock: { now: () => new Date(), sleep: async () => {} },
    account: CONTEXT,
    specs,
    guards: defaultGuards,
    mode: 'observe',
    approved: undefined,
    only: undefined,
    progress: undefined,
  });
  if (summary.inSync !== specs.roles.length) throw new Error(`not in sync: ${JSON.stringify(summary)}`);
}

/** Each stage as a function to be timed. */
export function stages(endpoint: string, count: number): Readonly<Record<Stage, () => Promise<void>>> {
  const bare = client(endpoint);
  const iam = new LiveIam(client(endpoint));
  const specs = fleetSpecs(count);
  return {
    sdk: () => barePaging(bare),
    decode: () => decodedPaging(iam),
    read: async () => {
      const result = await readAccount(iam);
      if (!result.ok) throw new Error(result.reason);
    },
    pass: () => wholePass(iam, specs),
  };
}
