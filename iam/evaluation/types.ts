import type { Policy, PrincipalType } from '../policy/types.ts';

export interface Principal {
  readonly type: PrincipalType;
  /** An ARN, an account id, a service's name, an identity provider, a unique id; in a policy also `*`. */
  readonly value: string;
}

/**
 * One value of which only a pattern is known, with IAM's wildcards. A pattern of an ARN (six segments) speaks of each segment, as
 * `ArnLike` does; any other of the whole text, as `StringLike` does.
 */
export interface Like {
  readonly like: string;
}

/** The key's values; `null` when the request is known not to carry the key. */
export type KnownValues = readonly string[] | null;

export type ContextValue = KnownValues | Like;

/** Condition keys in lower case. A key that is not in the map is unknown. */
export type Context = ReadonlyMap<string, ContextValue>;

/** Somebody becomes the role, and the role asks for something. */
export interface Request {
  /** Who becomes the role. */
  readonly principal: Principal;
  /** By which call; by default the `sts:AssumeRole…` that fits the principal. */
  readonly assumption?: string;
  readonly action: string;
  /** An ARN, or `*` for actions that know no resource. */
  readonly resource: string;
  /** Whether `resource` is a pattern: every ARN that it matches may be asked for. */
  readonly resourceIsPattern?: boolean;
  readonly context: Context;
}

export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** All documents of a role that decide what can be done with it. */
export interface Access {
  /** Without it, only what the role itself may do is asked. */
  readonly trust?: Policy | undefined;
  /** `null` and `undefined`: no boundary. */
  readonly boundary?: Policy | null | undefined;
  readonly policies: readonly NamedPolicy[];
}

export type Layer = 'policies' | 'boundary' | 'trust';

export interface DecidingStatement {
  /** The policy's name; `boundary` and `trust` for those documents. */
  readonly policy: string;
  /** Of the statement in the canonical document, from 0. */
  readonly index: number;
  readonly sid: string;
}

export interface Decision {
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  /** The documents that decided. */
  readonly layer: Layer;
  /** `possibleAllow` and `possibleDeny`: a statement applies only if something unknown holds. */
  readonly reason: 'allow' | 'explicitDeny' | 'noAllow' | 'possibleAllow' | 'possibleDeny';
  /** `undefined` when nothing allows. */
  readonly statement: DecidingStatement | undefined;
}
