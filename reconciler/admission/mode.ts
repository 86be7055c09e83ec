import { MODES, type Mode } from '../../specs/types.ts';

/** The strictest of the modes that apply; what is not said counts as enforce. */
export function strictest(...modes: readonly (Mode | undefined)[]): Mode {
  return MODES[Math.min(...modes.map((mode) => MODES.indexOf(mode ?? 'enforce')))] ?? 'suspend';
}
