const SPEC = /\.(ya?ml|json)$/i;

/** Whether a file of this name is taken for a spec. */
export function isSpecName(name: string): boolean {
  return SPEC.test(name);
}

/** Whether a file or folder is passed over, with all that lies below: nobody keeps specs there. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}
