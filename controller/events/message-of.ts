import type { IamChange, Request, SpecChange } from '../request.ts';

/** The message that asks for this; `readMessage` makes the same request of it. */
export function messageOf(request: Request): string {
  return JSON.stringify(fieldsOf(request));
}

function fieldsOf(request: Request): object {
  if (request.kind === 'iam') return iamFields(request);
  if (request.kind === 'spec') return specFields(request);
  const { kind, ...rest } = request;
  return { rolecall: kind, ...rest };
}

/** Whoever stands behind the call is known by now, and goes where a source identity stands, which needs no working out. */
function iamFields({ kind, who, ...rest }: IamChange) {
  return { rolecall: kind, ...rest, sourceIdentity: who.who, issuerName: who.via, issuerArn: who.roleArn };
}

function specFields({ source, at }: SpecChange) {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(source) ?? [];
  if (bucket !== undefined) return { rolecall: 's3', bucket, key, at };
  return { rolecall: 'ssm', name: source.replace(/^ssm:/, ''), at };
}
