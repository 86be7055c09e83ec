import { ExportFailure } from './export-failure.ts';
import type { ReadExport } from './read-export.ts';

/** A file whose roles are this much of one account is of that account; the rest are strays. */
const CLEAR_MAJORITY = 0.8;

const HOW_TO_SAY = 'Say which with --account-id.';

/**
 * The account that the exports are of.
 * @throws {ExportFailure} if they leave it open, are of different accounts, or hold no role of the account that is asked for.
 */
export function ownerOf(exports: readonly ReadExport[], accountId: string | undefined): string {
  const declared = exports.flatMap(({ file, content }) =>
    content.accountId === undefined ? [] : [{ file, owner: content.accountId }],
  );
  const foreign = declared.find(({ owner }) => accountId !== undefined && owner !== accountId);
  if (foreign !== undefined)
    throw new ExportFailure('AccountUnclear', `${foreign.file} is a snapshot of account ${foreign.owner}, not of ${accountId}.`);
  if (accountId === undefined) return agreed([...declared, ...exports.flatMap(ownerByRoles)]);
  refuseStrangers(exports, accountId);
  return accountId;
}

/** Exports whose roles are all of other accounts would give an empty account, in which every role seems to be missing. */
function refuseStrangers(exports: readonly ReadExport[], accountId: string): void {
  const withRoles = exports.filter((each) => roleArns(each).length > 0);
  const owners = new Set(withRoles.flatMap(roleArns).map(accountOf));
  if (owners.size === 0 || owners.has(accountId)) return;
  const found = `${withRoles.map(({ file }) => file).join(', ')} ${withRoles.length === 1 ? 'holds' : 'hold'} roles of`;
  const others = `account${owners.size === 1 ? '' : 's'} ${[...owners].join(', ')}`;
  const instead = owners.size === 1 ? `Say --account-id ${[...owners].join()}, or give` : 'Say one of these, or give';
  throw new ExportFailure('AccountUnclear', `${found} ${others}, and none of ${accountId}. ${instead} exports of ${accountId}.`);
}

function roleArns({ content }: ReadExport): string[] {
  return [...(content.RoleDetailList ?? []), ...(content.Roles ?? [])].map(({ Arn }) => Arn);
}

function agreed(owners: readonly { readonly file: string; readonly owner: string }[]): string {
  const [first, ...others] = owners;
  if (first === undefined) throw new ExportFailure('AccountUnclear', `No role says which account this is. ${HOW_TO_SAY}`);
  const other = others.find(({ owner }) => owner !== first.owner);
  if (other === undefined) return first.owner;
  const conflict = `${first.file} is of account ${first.owner}, ${other.file} of account ${other.owner}.`;
  throw new ExportFailure('AccountUnclear', `${conflict} Give files of one account, or say which with --account-id.`);
}

function ownerByRoles(read: ReadExport): readonly { readonly file: string; readonly owner: string }[] {
  const { file, content } = read;
  if (content.accountId !== undefined) return [];
  const counts = new Map<string, number>();
  const arns = roleArns(read);
  for (const arn of arns) counts.set(accountOf(arn), (counts.get(accountOf(arn)) ?? 0) + 1);
  const [most, ...rest] = [...counts].sort(([, one], [, other]) => other - one);
  if (most === undefined) return [];
  if (most[1] >= CLEAR_MAJORITY * arns.length) return [{ file, owner: most[0] }];
  const shares = [most, ...rest].map(([account, count]) => `${count} of account ${account}`).join(', ');
  throw new ExportFailure('AccountUnclear', `${file} holds roles of several accounts: ${shares}. ${HOW_TO_SAY}`);
}

export function accountOf(arn: string): string {
  return arn.split(':', 5)[4] ?? '';
}
