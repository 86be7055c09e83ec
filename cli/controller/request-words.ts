import type { Request } from '../../controller/request.ts';
import { shellQuoted } from '../../report/escaping/shell.ts';
import { counted } from '../../report/words/counts.ts';

/** What a person asks a controller for. */
export type PersonsRequest = Extract<Request, { readonly by: string }>;

function passWords(roles: readonly string[] | null): string {
  return roles === null ? 'look at all roles now' : `look at ${counted(roles.length, 'role')} now: ${roles.join(', ')}`;
}

/** What the controller was asked to do: "end the back-off of orders-task". */
export function requestWords(request: PersonsRequest): string {
  if (request.kind === 'reconcile') return passWords(request.roles);
  if (request.kind === 'approve') return `let plan ${request.hash} through the brake, once`;
  if (request.kind === 'resume') return `end the back-off of ${request.role}`;
  return `accept the present content of the policies of ${request.role}`;
}

/** The roles that a request is about; `undefined` for all. */
export function rolesOf(request: PersonsRequest): readonly string[] | undefined {
  if (request.kind === 'approve') return undefined;
  return request.kind === 'reconcile' ? (request.roles ?? undefined) : [request.role];
}

/** The command that shows what came of it. `repeated` are options, quoted for the shell. */
export function followCommand(request: PersonsRequest, repeated: string): string {
  const [role, ...others] = rolesOf(request) ?? [];
  const name = role === undefined || others.length > 0 ? '' : ` ${shellQuoted(role)}`;
  return `rolecall status${name}${repeated}`;
}
