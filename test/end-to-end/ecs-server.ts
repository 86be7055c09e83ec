import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Amazon ECS behind its JSON protocol, as far as the audit reads it: families at one revision each, and no clusters. */
export interface EcsServer {
  readonly endpoint: string;
  /** What was asked for, in order: the call, and the task definition it names. */
  readonly calls: readonly string[];
  close(): Promise<void>;
}

type Answer = readonly [status: number, body: object];

/** @param definitions by family; what is listed and missing here cannot be described */
export async function startEcs(families: readonly string[], definitions: ReadonlyMap<string, object>): Promise<EcsServer> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(chunks).toString()) as { taskDefinition?: string };
      const call = String(request.headers['x-amz-target']).replace(/^.*\./, '');
      calls.push(input.taskDefinition === undefined ? call : `${call} ${input.taskDefinition}`);
      const [status, body] = answerTo(call, input.taskDefinition ?? '', families, definitions);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { endpoint: `http://127.0.0.1:${port}`, calls, close };
}

function answerTo(call: string, name: string, families: readonly string[], definitions: ReadonlyMap<string, object>): Answer {
  if (call === 'ListTaskDefinitionFamilies') return [200, { families }];
  if (call === 'ListClusters') return [200, { clusterArns: [] }];
  const found = definitions.get(name.replace(/^.*\//, '').replace(/:\d+$/, ''));
  if (found !== undefined) return [200, { taskDefinition: found }];
  return [400, { __type: 'ClientException', message: 'Unable to describe task definition.' }];
}
