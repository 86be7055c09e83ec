import type { ObservedRole } from '../../iam/role.ts';
import { OWNER_TAG } from '../../reconciler/admission/owner.ts';
import { printable } from '../../report/escaping/printable.ts';
import type { Mode, RoleKind, SpecContext } from '../../specs/types.ts';
import { describeRole } from '../../specs/writing/describe.ts';
import { specYaml } from '../../specs/writing/write.ts';

/** The schema's copy lies beside the specs, so that editors find it offline; readers of specs pass hidden files over. */
export const SCHEMA_FILE = '.rolecall.v1.schema.json';

export interface ImportSettings {
  readonly context: SpecContext;
  /** `undefined` leaves the mode to the controller. */
  readonly mode: Mode | undefined;
  /** Our value of the owner tag. */
  readonly owner: string;
  /** Where the guards require a boundary, a role that has none yet gets that one. */
  readonly requiresBoundary: boolean;
}

export interface ImportedSpec {
  readonly role: string;
  readonly kind: RoleKind;
  readonly text: string;
  /** Sentences for people: why it only observes, and what it cannot hold. */
  readonly remarks: readonly string[];
}

/** Why a spec must only observe; two that write one role would fight, and what a spec cannot hold would be taken away. */
function reasonToObserve({ tags }: ObservedRole, owner: string, leftOut: readonly string[]): string | undefined {
  if (tags.has('aws:cloudformation:stack-id')) return 'mode: observe, for CloudFormation keeps it';
  const other = tags.get(OWNER_TAG) ?? owner;
  if (other !== owner) return `mode: observe, for ${OWNER_TAG} says ${other}`;
  return leftOut.length > 0 ? 'mode: observe, for the spec does not say all of it' : undefined;
}

/** One role as the text of a spec file. */
export function importedSpec(role: ObservedRole, { context, mode, owner, requiresBoundary }: ImportSettings): ImportedSpec {
  const options = { context, adopt: true, mode, pinsBoundary: !requiresBoundary } as const;
  const { leftOut } = describeRole(role, options);
  const observe = reasonToObserve(role, owner, leftOut);
  const chosen = observe === undefined || mode === 'suspend' ? mode : 'observe';
  const { document } = describeRole(role, { ...options, mode: chosen });
  const remarks = [...leftOut.map((what) => `left out ${what}`), ...(observe === undefined ? [] : [observe])];
  const comments = remarks.map((remark) => `# ${printable(remark.replace(/\s+/g, ' '))}\n`).join('');
  const text = `# yaml-language-server: $schema=${SCHEMA_FILE}\n${comments}${specYaml(document)}`;
  return { role: role.name, kind: document.kind, text, remarks };
}
