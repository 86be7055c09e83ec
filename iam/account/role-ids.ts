import type { AccountState, StoredRole } from './state.ts';

const OWN_ID = /AROAROLECALL(\d{9})/g;

/** A unique id that no role of this account ever had. */
export function newRoleId(state: AccountState): string {
  state.lastRoleNumber += 1;
  return `AROAROLECALL${String(state.lastRoleNumber).padStart(9, '0')}`;
}

/** The highest number given so far, deleted roles that trust policies still name included. */
export function lastNumberOf(roles: Iterable<StoredRole>): number {
  let last = 0;
  for (const { id, trust } of roles)
    for (const [, number] of `${id} ${trust}`.matchAll(OWN_ID)) last = Math.max(last, Number(number));
  return last;
}
