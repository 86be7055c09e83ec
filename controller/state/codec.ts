import type * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { StateUnreadable } from '../ports.ts';
import type { ControllerState } from './state.ts';
import { stateSchema } from './state-schema.ts';

/** zod/mini brings no language of its own. */
const { localeError } = english();

/** How the state of one account is written down. */
export interface StateCodec {
  stateText(state: ControllerState): string;
  /** @throws {StateUnreadable} for a text that is damaged, or the state of another account; the message is a reason, without a place. */
  parseState(text: string): ControllerState;
}

/** @param account the account whose state is expected; `undefined` takes any */
export function stateCodec(account: string | undefined): StateCodec {
  return { stateText: (state) => JSON.stringify(state), parseState: (text) => ofAccount(checked(parsed(text)), account) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StateUnreadable('it is no JSON', { cause: error });
  }
}

function checked(value: unknown): ControllerState {
  const { success, data, error } = stateSchema.safeParse(value, { error: localeError });
  if (!success) throw new StateUnreadable(firstProblem(error));
  return data as ControllerState;
}

function firstProblem({ issues: [issue] }: z.core.$ZodError): string {
  const place = issue?.path.join('.');
  return place === '' ? 'it is no state of the controller' : `${place}: ${issue?.message}`;
}

function ofAccount(state: ControllerState, account: string | undefined): ControllerState {
  if (account === undefined || state.account === account) return state;
  throw new StateUnreadable(
    `it is the state of account ${state.account}, and this is ${account}: check where the state is set to lie`,
  );
}
