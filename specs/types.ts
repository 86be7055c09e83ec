import type { Role } from '../iam/role.ts';

export const ROLE_KINDS = ['Role', 'TaskRole', 'TaskExecutionRole'] as const;
export type RoleKind = (typeof ROLE_KINDS)[number];

/** From the strictest to the loosest; the effective mode is the strictest of all that apply. */
export const MODES = ['suspend', 'observe', 'enforce'] as const;
export type Mode = (typeof MODES)[number];

export const STATES = ['present', 'released', 'absent'] as const;
export type RoleState = (typeof STATES)[number];

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A file as it was read. */
export interface SpecFile {
  /** As the user named it; `-` for standard input. */
  readonly file: string;
  readonly content: Uint8Array;
  /** The source's own version (an S3 version id, an SSM version); `null` for folders. */
  readonly version: string | null;
}

/** Where a document begins. */
export interface Source {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly version: string | null;
}

/** Something wrong with a file, and what to write instead. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** JSON pointer into the document; empty for the document itself. */
  readonly path: string;
  readonly message: string;
  /** A warning stops nothing. */
  readonly severity: 'error' | 'warning';
}

export interface Management {
  /** `undefined`: the controller's. */
  readonly mode: Mode | undefined;
  readonly adopt: boolean;
  /** Attributes (`managedPolicies`, `inlinePolicies`, `tags`) in which what live has beyond the spec may stay. */
  readonly additive: readonly AdditiveAttribute[];
  /** Unit patterns, as in `inlinePolicies[Temp-*]`. */
  readonly ignore: readonly string[];
  /** The version at which an attached or boundary policy is to stay, by ARN. */
  readonly policyVersions: Readonly<Record<string, string>>;
}

export const ADDITIVE_ATTRIBUTES = ['managedPolicies', 'inlinePolicies', 'tags'] as const;
export type AdditiveAttribute = (typeof ADDITIVE_ATTRIBUTES)[number];

/** A role that a spec declares, compiled: short names, grants, variables and defaults are filled in. */
export interface DeclaredRole {
  readonly kind: RoleKind;
  readonly labels: Readonly<Record<string, string>>;
  readonly source: Source;
  readonly management: Management;
  readonly state: RoleState;
  readonly role: Role;
}

/** A role whose document cannot be used: named, so that it becomes no orphan and nothing writes it. */
export interface InvalidRole {
  readonly name: string;
  readonly kind: RoleKind;
  readonly labels: Readonly<Record<string, string>>;
  readonly source: Source;
  readonly problems: readonly Problem[];
}

/** A role whose spec could not be looked up: named, so that it becomes no orphan and nothing writes it. */
export interface UnreadableRole {
  readonly name: string;
  readonly kind: RoleKind;
  readonly labels: Readonly<Record<string, string>>;
  /** Where it was declared when its source could last be read. */
  readonly source: Source;
  /** A sentence for people: why the source cannot be read. */
  readonly reason: string;
}

export interface Waiver {
  readonly name: string;
  readonly findings: readonly string[];
  readonly roles: readonly string[];
  readonly families: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`; over at 00:00 UTC the day after. */
  readonly expires: string;
  readonly source: Source;
}

/** All that a set of files declares. */
export interface SpecSet {
  readonly roles: readonly DeclaredRole[];
  readonly invalid: readonly InvalidRole[];
  /** Roles that a source declared which cannot be read now; whatever else declares them, they are not judged. */
  readonly unreadable: readonly UnreadableRole[];
  readonly waivers: readonly Waiver[];
  /** Where guards stand among the specs, by mistake: whoever wrote them believes that they hold, so nothing may run without them. */
  readonly guards: readonly Source[];
  /** Errors and warnings of all files, in their order. */
  readonly problems: readonly Problem[];
  /** Whether some file could not be read to its end, so that roles may be declared that are not listed. */
  readonly incomplete: boolean;
}

/** A set of specs as it was compiled from files. */
export interface CompiledSpecs extends SpecSet {
  /** The files that may declare roles which are not listed. */
  readonly hiding: readonly string[];
}

/** What `${AWS::…}` variables stand for. */
export interface SpecContext {
  readonly accountId: string;
  readonly partition: string;
  /** `undefined` when neither the command line, the environment nor the profile says; using it is an error. */
  readonly region: string | undefined;
}

/** `rolecall.yml`: what specs cannot loosen. ARN patterns know `*` and `?`. */
export interface Guards {
  /** The value of the tag `rolecall:owner`. */
  readonly owner: string;
  /** `undefined`: the command's; a deployment observes. */
  readonly mode: Mode | undefined;
  /** Patterns of role ARNs that may be written. */
  readonly managedRoles: readonly string[];
  /** Patterns of role ARNs or names that are never written, beside AWS's own. */
  readonly protectedRoles: readonly string[];
  /** For roles created from a spec that declares no path. */
  readonly defaultPath: string;
  /** The ARN of the boundary that every managed role must carry. */
  readonly requiredBoundary: string | undefined;
  /** Patterns of policy ARNs that may be attached; `undefined`: any. */
  readonly attachablePolicies: readonly string[] | undefined;
  /** Patterns of principals that a trust policy may name; `undefined`: any but the public. */
  readonly allowedTrust: readonly string[] | undefined;
  readonly limits: Limits;
  readonly allowDeletion: boolean;
  /** Rule ids and units that waivers may mute. */
  readonly waivable: readonly string[];
  readonly alertSeverity: Severity;
  readonly routes: readonly Route[];
}

/** The brake, and how fast IAM is called. */
export interface Limits {
  readonly changedRoles: number;
  /** Of the managed roles, once there are ten; from 0 to 1. */
  readonly changedShare: number;
  readonly createdRoles: number;
  readonly deletedRoles: number;
}

export interface Route {
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: Severity | undefined;
  readonly channel: string;
}
