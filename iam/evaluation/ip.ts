/** A range of addresses: those that share its first `prefix` bits. */
export interface AddressRange {
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

/** An address or a CIDR range of IPv4 or IPv6; `undefined` if it is neither. */
export function parseRange(text: string): AddressRange | undefined {
  const [host = '', length, ...rest] = text.trim().split('/');
  const address = host.includes(':') ? parseV6(host) : parseV4(host);
  if (address === undefined || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const bits = host.includes(':') ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  return prefix > bits ? undefined : { bits, address, prefix };
}

export function rangeContains(outer: AddressRange, inner: AddressRange): boolean {
  const shift = BigInt(outer.bits - outer.prefix);
  return outer.bits === inner.bits && outer.prefix <= inner.prefix && outer.address >> shift === inner.address >> shift;
}

function parseV4(host: string): bigint | undefined {
  const parts = host.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return joined(parts.map(Number), 8);
}

function parseV6(host: string): bigint | undefined {
  const halves = withoutEmbeddedV4(host).split('::');
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? joined(
        groups.map((group) => Number.parseInt(group, 16)),
        16,
      )
    : undefined;
}

/** `::ffff:192.0.2.1` with its last part as two groups. */
function withoutEmbeddedV4(host: string): string {
  const last = host.slice(host.lastIndexOf(':') + 1);
  const value = parseV4(last);
  return value === undefined
    ? host
    : `${host.slice(0, -last.length)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}

function joined(parts: readonly number[], width: number): bigint {
  return parts.reduce((sum, part) => (sum << BigInt(width)) | BigInt(part), 0n);
}
