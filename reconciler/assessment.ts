import type { ObservedRole, Role } from '../iam/role.ts';
import type { DeclaredRole, Mode, SpecContext } from '../specs/types.ts';
import type { DeletionInquiry } from './admission/deletion.ts';
import type { ContentJudge } from './drift/content-judge.ts';
import type { Memory } from './ports.ts';
import type { PolicyContents } from './reading/policy-contents.ts';
import type { PolicyDocuments } from './reading/policy-documents.ts';
import type { PolicyReader } from './reading/policy-reader.ts';
import type { Quotas } from './transition/quotas.ts';
import type { ActionCall, Drift, Reason } from './types.ts';

/** What one reading of a role means for its spec, before anything is done. */
export interface Assessment {
  readonly declared: DeclaredRole;
  /** The role's name as IAM spells it, or as the spec does where there is no such role. */
  readonly observedName: string;
  /** Whether IAM was seen to hold the role. */
  readonly exists: boolean;
  /** The strictest of the spec's mode and the guards'. */
  readonly mode: Mode;
  readonly verdict: 'suspended' | 'unknown' | 'refused' | 'settling' | 'drifted' | 'inSync';
  readonly owned: boolean;
  readonly drift: readonly Drift[];
  /** An existing role as it is and as it is to be. */
  readonly correction?: Correction;
  /** The ARNs of its attached and boundary policies, as it was read. */
  readonly policies: readonly string[];
  /** The same once the plan is carried out. */
  readonly futurePolicies: readonly string[];
  /** What would be done, or what is refused. */
  readonly actions: readonly ActionCall[];
  readonly reasons: readonly Reason[];
}

export interface Correction {
  readonly before: ObservedRole;
  readonly after: Role;
}

/** An assessment before it is decided what is to be done. */
export type Base = Omit<Assessment, 'verdict'>;

/** What is known, and asked, beside the role itself. */
export interface Assessor extends DeletionInquiry {
  readonly account: SpecContext;
  /** The run's own mode. */
  readonly mode: Mode;
  readonly memory: Memory | undefined;
  /** ARNs of policies whose content has to be known. */
  readonly contentOf: ReadonlySet<string>;
  readonly policies: PolicyReader;
  readonly documents: PolicyDocuments;
  readonly contents: PolicyContents;
  readonly contentJudge: ContentJudge;
  readonly quotas: () => Promise<Quotas>;
}

/** Reasons that stand against a part of what the spec asks for: everything else can be corrected all the same. */
const PARTIAL: readonly Reason['code'][] = ['Immutable', 'Gap', 'Excess', 'BackOff'];

/** Whether nothing is refused but a part: what IAM cannot change, or what is held back. */
export function isRefusedInPart({ verdict, reasons }: Assessment): boolean {
  return verdict === 'refused' && reasons.every(({ code }) => PARTIAL.includes(code));
}

export function policiesOf({ managedPolicies, permissionsBoundary }: Role): readonly string[] {
  return [...managedPolicies, ...(permissionsBoundary ? [permissionsBoundary] : [])];
}
