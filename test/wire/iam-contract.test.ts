import { afterAll } from '@jest/globals';
import { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { PLAIN_DOCUMENT } from '../contract/behaviours.ts';
import { describeIamContract } from '../contract/iam-contract.ts';
import { liveAccount } from './live-account.ts';
import { startWire, type WireServer } from './server.ts';

const ACCOUNT = '111122223333';
const MANAGED_POLICIES = [
  `arn:aws:iam::${ACCOUNT}:policy/orders-base`,
  'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
].map((arn) => ({ arn, versionId: 'v1', document: PLAIN_DOCUMENT }));

const servers: WireServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

describeIamContract({
  name: 'wire skin',
  account: async () => {
    const account = new EmbeddedAccount({
      accountId: ACCOUNT,
      managedPolicies: MANAGED_POLICIES,
      knowsAwsPolicy: (arn) => !arn.endsWith('/NoSuchPolicy'),
    });
    const server = await startWire(account, ACCOUNT);
    servers.push(server);
    return liveAccount(server.endpoint);
  },
});
