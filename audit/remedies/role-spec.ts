import type { RoleKind } from '../../specs/types.ts';
import { specYaml } from '../../specs/writing/write.ts';

/** The spec of a role, as YAML. */
export function roleSpec(kind: RoleKind, name: string, spec: object): string {
  return specYaml({ apiVersion: 'rolecall/v1', kind, metadata: { name }, spec });
}

/** The lines of a role's spec that stand under `spec:`, as YAML to be put in the place of those that are there. */
export function specPart(spec: object): string {
  return specYaml({ spec });
}
