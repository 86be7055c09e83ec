import { REGION } from './clients.ts';

/** The services of the server that this project has no client of. */
export interface RestApi {
  /** CloudFormation: a form in, XML out. */
  cloudFormation(action: string, parameters: Readonly<Record<string, string>>): Promise<string>;
  /** Lambda: `GET /2015-03-31/functions/…`, JSON out. */
  lambda(method: string, path: string): Promise<unknown>;
}

/** @param server the address of moto */
export function restApi(server: string, accountId: string): RestApi {
  const headers = (service: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    'x-moto-account-id': accountId,
  });

  async function send(service: string, path: string, request: RequestInit): Promise<string> {
    const answer = await fetch(new URL(path, server), { ...request, headers: headers(service) });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${service} ${path}: ${answer.status} ${body.slice(0, 2000)}`);
    return body;
  }

  return {
    cloudFormation: (Action, parameters) => {
      const body = new URLSearchParams({ Action, Version: '2010-05-15', ...parameters });
      return send('cloudformation', '/', { method: 'POST', body });
    },
    lambda: async (method, path) => JSON.parse((await send('lambda', `/2015-03-31/${path}`, { method })) || 'null'),
  };
}
