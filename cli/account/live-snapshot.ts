import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { type AccountFromExports, accountFromExports } from '../../iam/account/export.ts';
import { QUOTA_NAMES } from '../../iam/account/quotas.ts';
import type { IamApi } from '../../iam/api.ts';
import { allPages } from '../../reconciler/reading/pages.ts';
import type { SpecContext } from '../../specs/types.ts';
import { UserError } from '../terminal/user-error.ts';

const PAGE = { MaxItems: 1000 } as const;

/**
 * A whole account, read to its end, as one in memory.
 * @throws {IamError} as soon as one page cannot be read: half an account is no snapshot.
 */
export async function liveSnapshot(iam: IamApi, { accountId, partition }: SpecContext): Promise<EmbeddedAccount> {
  const [details, roles, summary] = await Promise.all([
    allPages(iam, 'GetAccountAuthorizationDetails', { ...PAGE, Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] }),
    allPages(iam, 'ListRoles', PAGE),
    iam.call('GetAccountSummary', {}),
  ]);
  const value = {
    accountId,
    partition,
    SummaryMap: Object.fromEntries(QUOTA_NAMES.map((name) => [name, summary.SummaryMap[name]])),
    RoleDetailList: details.flatMap((page) => page.RoleDetailList),
    Policies: details.flatMap((page) => page.Policies),
    Roles: roles.flatMap((page) => page.Roles),
  };
  const filled = accountFromExports([{ file: `account ${accountId}`, value }]);
  if (!filled.ok) throw new UserError(whyNot(filled));
  return filled.account;
}

function whyNot({ code, message }: Extract<AccountFromExports, { ok: false }>): string {
  if (code === 'Contradiction') return `The account changed while it was read; try again. (${message})`;
  return `The server's answers lack what IAM always says, so there is no snapshot. (${message})`;
}
