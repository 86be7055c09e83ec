/**
 * IAM's globs: `*` is any run of characters (none, `/` and `:` included), `?` is any one character. As in a policy document of
 * 2012, `${*}`, `${?}` and `${$}` are those characters themselves, and any other `${…}` is a variable.
 * Nothing here folds case; callers do.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */
type Tokens = ArrayLike<string>;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['${*}', '*'],
  ['${?}', '?'],
  ['${$}', '$'],
]);

/** The only text that the pattern matches; `undefined` if it leaves anything open. */
export function exactText(pattern: string): string | undefined {
  const found = Array.from(tokens(pattern));
  const isOpen = found.some((token) => token === '*' || token === '?' || isVariable(token));
  return isOpen ? undefined : found.map(characterOf).join('');
}

/** The text as a pattern that matches nothing but itself. */
export function escapePattern(text: string): string {
  return text.replace(/[*?$]/g, '${$&}');
}

/** Whether the pattern matches the value. A variable matches nothing: resolve it first. */
export function matches(pattern: string, value: string): boolean {
  return covers(tokens(pattern), value, (token, character) => token === '?' || (ESCAPES.get(token) ?? token) === character);
}

/** Whether every string that `inner` matches is matched by `outer`. A variable is covered by itself and by `*`. */
export function contains(outer: string, inner: string): boolean {
  if (outer === inner || outer === '*') return true;
  if (startApart(outer, inner)) return false;
  const glob = outer.includes('?') ? spread(tokens(outer)) : tokens(outer);
  return covers(glob, tokens(inner), (token, item) => (token === '?' ? isOneCharacter(item) : token === item));
}

/** Whether some string may match both; a variable may stand for anything. Never a false no. */
export function overlaps(a: string, b: string): boolean {
  if (startApart(a, b)) return false;
  const [left, right] = [variablesAsAny(tokens(a)), variablesAsAny(tokens(b))];
  let above = firstRow(right);
  for (let row = 0; row < left.length; row++) above = nextRow(left[row] as string, right, above);
  return above[right.length] === true;
}

/**
 * A string that both patterns match, the same each time; `undefined` if there is none. Variables match nothing, as in `matches`.
 * Where both leave everything open it says `sample`, elsewhere no more than either asks for.
 */
export function commonExample(a: string, b: string): string | undefined {
  if (startApart(a, b)) return undefined;
  const [left, right] = [Array.from(tokens(a)), Array.from(tokens(b))];
  if ([...left, ...right].some(isVariable)) return undefined;
  const rows = [firstRow(right)];
  for (const token of left) {
    const row = nextRow(token, right, rows.at(-1) as readonly boolean[]);
    if (!row.includes(true)) return undefined;
    rows.push(row);
  }
  return rows[left.length]?.[right.length] ? traceBack(left, right, rows) : undefined;
}

/** The narrower of two patterns when one contains the other. */
export function intersection(a: string, b: string): string | undefined {
  if (contains(a, b)) return b;
  return contains(b, a) ? a : undefined;
}

/** A string that the pattern matches, the same each time. Variables stay as they are. */
export function example(pattern: string): string {
  return Array.from(tokens(pattern), (token) =>
    token === '*' ? 'sample' : token === '?' ? 'x' : (ESCAPES.get(token) ?? token),
  ).join('');
}

function tokens(pattern: string): Tokens {
  if (!pattern.includes('${')) return pattern;
  return (pattern.match(/\$\{[^{}]*\}|[\s\S]/g) ?? []).map((token) => (token === '${$}' ? '$' : token));
}

/** Greedy matching that returns to the last `*` only, so it needs no more than length times length steps. */
function covers(glob: Tokens, sequence: Tokens, accepts: (token: string, item: string) => boolean): boolean {
  let [at, position, star, resume] = [0, 0, -1, 0];
  while (position < sequence.length) {
    if (glob[at] === '*') {
      star = at++;
      resume = position;
    } else if (at < glob.length && accepts(glob[at] as string, sequence[position] as string)) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else return false;
  }
  while (glob[at] === '*') at++;
  return at === glob.length;
}

/** `??*` and `*??` become `*?*?*`, so that each `?` finds a character wherever the other side has one. */
function spread(glob: Tokens): Tokens {
  const result: string[] = [];
  for (let at = 0; at < glob.length; ) {
    let end = at;
    while (glob[end] === '*' || glob[end] === '?') end++;
    const run = Array.from(glob).slice(at, end);
    if (run.includes('*')) result.push('*', ...run.filter((token) => token === '?').flatMap(() => ['?', '*']));
    else result.push(...run);
    if (end < glob.length) result.push(glob[end] as string);
    at = end + 1;
  }
  return result;
}

function isVariable(token: string): boolean {
  return token.length > 1 && !ESCAPES.has(token);
}

function isOneCharacter(token: string): boolean {
  return token !== '*' && !isVariable(token);
}

function variablesAsAny(glob: Tokens): readonly string[] {
  return Array.from(glob, (token) => (isVariable(token) ? '*' : token));
}

/** Which beginnings of the pattern match the empty string. */
function firstRow(glob: readonly string[]): boolean[] {
  const row = [true];
  for (const token of glob) row.push(row.at(-1) === true && token === '*');
  return row;
}

/** Which beginnings of `glob` share a string with the beginning of the other pattern that ends in `token`. */
function nextRow(token: string, glob: readonly string[], above: readonly boolean[]): boolean[] {
  const row = [token === '*' && above[0] === true];
  for (let column = 0; column < glob.length; column++) {
    const other = glob[column] as string;
    const isOpen = token === '*' || other === '*';
    row.push(isOpen ? above[column + 1] === true || row[column] === true : above[column] === true && meet(token, other));
  }
  return row;
}

function meet(a: string, b: string): boolean {
  return a === '?' || b === '?' || a === b;
}

/** Whether the patterns differ in a character before either one's first wildcard or variable. */
function startApart(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at] && !'*?$'.includes(a[at] as string)) at++;
  return at < a.length && at < b.length && !'*?$'.includes(a[at] as string) && !'*?$'.includes(b[at] as string);
}

/** From both ends to both starts, by way of beginnings that share a string. */
function traceBack(left: readonly string[], right: readonly string[], rows: readonly (readonly boolean[])[]): string {
  const parts: string[] = [];
  let [row, column] = [left.length, right.length];
  while (row > 0 || column > 0) {
    const [above, before] = [rows[row - 1]?.[column] === true, rows[row]?.[column - 1] === true];
    const [rowsBack, columnsBack, text] = stepBack(left[row - 1], right[column - 1], above, before);
    parts.push(text);
    row -= rowsBack;
    column -= columnsBack;
  }
  return parts.reverse().join('');
}

/** A star that may begin here does; otherwise it takes in what the other side has. */
function stepBack(one: string | undefined, other: string | undefined, above: boolean, before: boolean): [number, number, string] {
  const open = one === '*' && other === '*' ? 'sample' : '';
  if (one === '*' && above) return [1, 0, open];
  if (other === '*' && before) return [0, 1, open];
  if (one === '*') return [0, 1, characterOf(other)];
  if (other === '*') return [1, 0, characterOf(one)];
  return [1, 1, characterOf(one === '?' ? other : one)];
}

/** A character that the token matches. */
function characterOf(token = ''): string {
  return token === '?' ? 'x' : (ESCAPES.get(token) ?? token);
}
