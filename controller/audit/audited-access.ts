import type { AuditedRole } from '../../audit/types.ts';
import type { NamedPolicy } from '../../iam/evaluation/types.ts';
import type { Policy, PolicyKind } from '../../iam/policy/types.ts';
import type { Role } from '../../iam/role.ts';
import type { ManagedDocument } from '../../reconciler/drift/judge.ts';
import type { PolicyReader } from '../../reconciler/reading/policy-reader.ts';

/** Where the text of managed policies is found, and how all documents are parsed. */
export interface Documents {
  readonly policies: PolicyReader;
  readonly document: ManagedDocument;
}

/** All documents of a role that decide what it may do, and the names of those that could not be read. */
export function auditedAccess(role: Role, documents: Documents): Pick<AuditedRole, 'access' | 'unread'> {
  const reading = new Reading(documents);
  const boundary = role.permissionsBoundary ?? null;
  const access = {
    trust: reading.read('trustPolicy', role.trustPolicy, 'trust'),
    boundary: boundary === null ? null : reading.read('permissionsBoundary', documents.document(boundary), 'identity'),
    policies: [
      ...role.managedPolicies.flatMap((arn) => reading.named(arn, documents.document(arn))),
      ...[...role.inlinePolicies].flatMap(([name, text]) => reading.named(name, text)),
    ],
  };
  return { access, unread: reading.unread };
}

class Reading {
  readonly unread: string[] = [];
  readonly #policies: PolicyReader;

  constructor({ policies }: Documents) {
    this.#policies = policies;
  }

  read(name: string, text: string | undefined, kind: PolicyKind): Policy | undefined {
    const policy = this.#policies.policy(text, kind);
    if (policy === undefined) this.unread.push(name);
    return policy;
  }

  named(name: string, text: string | undefined): readonly NamedPolicy[] {
    const policy = this.read(name, text, 'identity');
    return policy === undefined ? [] : [{ name, policy }];
  }
}
