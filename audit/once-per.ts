/**
 * The same function of a value, computed once for each: many task definitions share a role, and what they need of it.
 * @param compute pure
 */
export function oncePer<K extends object, T>(compute: (value: K) => T): (value: K) => T {
  const known = new WeakMap<K, { readonly result: T }>();
  return (value) => {
    const found = known.get(value) ?? { result: compute(value) };
    known.set(value, found);
    return found.result;
  };
}
