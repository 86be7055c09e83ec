import { strictest } from '../reconciler/admission/mode.ts';
import type { Mode, Source } from '../specs/types.ts';

/** All that decides how far a pass may go. */
export interface ModeSettings {
  /** Of the guards; a deployment that does not say observes. */
  readonly deployment: Mode | undefined;
  /** `undefined` when it cannot be read. */
  readonly killSwitch: Mode | undefined;
  /** Nothing is remembered of earlier passes. */
  readonly fresh: boolean;
  /** Where guards stand among the specs. */
  readonly guardsAmongSpecs: readonly Source[];
}

export interface PassMode {
  readonly mode: Mode;
  /** Why it is stricter than the deployment's, in sentences for people. */
  readonly notices: readonly string[];
}

/** The strictest of all that apply; what cannot be known observes. */
export function passMode({ deployment, killSwitch, fresh, guardsAmongSpecs: [misplaced] }: ModeSettings): PassMode {
  const ownMode = deployment ?? 'observe';
  const limits: readonly { readonly mode: Mode; readonly why: string }[] = [
    {
      mode: killSwitch ?? 'observe',
      why:
        killSwitch === undefined
          ? 'The kill switch cannot be read, or says none of suspend, observe and enforce'
          : `The kill switch is set to ${killSwitch}`,
    },
    { mode: fresh ? 'observe' : ownMode, why: 'Nothing is remembered of earlier passes' },
    { mode: misplaced === undefined ? ownMode : 'observe', why: `Guards stand among the specs, in ${misplaced?.file}` },
  ];
  const mode = strictest(ownMode, ...limits.map((limit) => limit.mode));
  const tightening = limits.filter((limit) => limit.mode === mode && mode !== ownMode);
  return { mode, notices: tightening.map(({ why }) => `${why}, so this pass writes nothing.`) };
}
