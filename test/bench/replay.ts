import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, refusal } from '../wire/xml.ts';
import { fleetPages, type Wording } from './fleet.ts';

/**
 * A process of its own that sends the same bytes again and again, so that what is measured is the client alone.
 * Arguments: how many roles, in what wording. It tells its port to its parent, and on any message the calls it has served.
 */
const [count = '100', wording = 'as written'] = process.argv.slice(2);
const pages = fleetPages(Number(count), wording as Wording);
const others = new Map([
  ['GetAccountSummary', answer('GetAccountSummary', { SummaryMap: { AttachedPoliciesPerRoleQuota: 10 } })],
]);
const calls = new Map<string, number>();

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const query = new URLSearchParams(body);
    const call = query.get('Action') ?? '';
    calls.set(call, (calls.get(call) ?? 0) + 1);
    const page = pages.get(call)?.[Number(query.get('Marker') ?? 0)] ?? others.get(call);
    const bytes = page ?? refusal('ServiceFailure', `no page of ${call}`);
    response
      .writeHead(page === undefined ? 500 : 200, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(bytes) })
      .end(bytes);
  });
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => {
  process.send?.({ calls: Object.fromEntries(calls) });
  calls.clear();
});
