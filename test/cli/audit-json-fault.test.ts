import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonFault } from '../../cli/audit/json-fault.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON with some text put in somewhere, or cut out. */
const damaged = fc
  .tuple(fc.json(), fc.nat(), fc.nat(4), fc.constantFrom('', ',', '}', ']', ':', '"', '{', '[', 'x', '-', '\\', '\n', '1'))
  .map(([json, at, cut, put]) => {
    const place = at % (json.length + 1);
    return json.slice(0, place) + put + json.slice(place + cut);
  })
  .filter((text) => !isJson(text));

test('the fault lies where the text stops being the beginning of any JSON', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      const { offset } = jsonFault(text);
      const before = text.slice(0, offset);
      const end = jsonFault(before);
      expect(end.what).toBe('it ends too early');
      expect(end.offset).toBe(before.length);
      if (offset < text.length) expect(text.slice(offset)).toMatch(/^[^ \t\r\n]/);
    }),
    { numRuns: 2000 },
  );
});

test('an end that comes too early is at the end', () => {
  expect(jsonFault('{"a": [1,')).toEqual({ offset: 9, what: 'it ends too early' });
});

test('a whole value leaves nothing that may follow', () => {
  expect(jsonFault('[1] 2')).toEqual({ offset: 4, what: '"2" cannot stand here' });
});
