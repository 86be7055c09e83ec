import { sourceText } from '../reading/source-text.ts';
import { readYaml } from '../reading/yaml/documents.ts';
import { plainValue } from '../reading/yaml/node.ts';
import { holdsVariable } from '../role/variables.ts';
import { specYaml } from './write.ts';

/**
 * Why no spec can hold a key and its text as they are; `undefined` when one can.
 * @param problem what reading a spec would say of them
 */
export function unheldText(key: string, text: string, problem: string | undefined): string | undefined {
  if (holdsVariable(key) || holdsVariable(text)) return 'it holds what a spec takes for a variable';
  return problem ?? unheldValue(key, text);
}

/** Why no file can hold a key and its value as they are: YAML has words of its own, and refuses some characters. */
export function unheldValue(key: string, value: unknown): string | undefined {
  return readsBack({ [key]: value }) ? undefined : 'no spec can hold it as it is';
}

function readsBack(value: object): boolean {
  const source = sourceText(new TextEncoder().encode(specYaml(value)));
  const [document] = source.ok ? readYaml(source.text).documents : [];
  if (document?.root === undefined || document.faults.length > 0) return false;
  return JSON.stringify(plainValue(document.root)) === JSON.stringify(value);
}
