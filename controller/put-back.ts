import type { PassRequest, Request } from './request.ts';

const BY = 'rolecall';

/** The requests that ask for the same pass again: what nobody carried out goes back into the queue. */
export function requestsOf({ scope, approved, resume, accept, changes }: PassRequest): readonly Request[] {
  const asked: readonly Request[] = [
    ...(approved === undefined ? [] : [{ kind: 'approve', hash: approved, by: BY } as const]),
    ...[...resume].map((role): Request => ({ kind: 'resume', role, by: BY })),
    ...[...accept].map((role): Request => ({ kind: 'accept', role, by: BY })),
    ...changes,
  ];
  return [...asked, ...reconcileOf(scope, approved)];
}

function reconcileOf(scope: PassRequest['scope'], approved: string | undefined): readonly Request[] {
  if (scope === 'all') return approved === undefined ? [{ kind: 'reconcile', roles: null, by: BY }] : [];
  return [{ kind: 'reconcile', roles: [...scope], by: BY }];
}
