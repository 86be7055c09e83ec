import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import { PLAIN_DOCUMENT } from '../contract/behaviours.ts';
import { describeIamContract } from '../contract/iam-contract.ts';
import { motoAccount, motoClient, newAccountId } from './moto-account.ts';

describeIamContract({
  name: 'moto',
  account: async () => {
    const client = motoClient(newAccountId());
    await client.send(new CreatePolicyCommand({ PolicyName: 'orders-base', PolicyDocument: PLAIN_DOCUMENT }));
    return motoAccount(client);
  },
});
