function safe(name: string): string {
  return name.replace(/[^A-Za-z0-9.-]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`);
}

/** Where a role stands in the page, to be put behind its address and `#`. */
export function roleAnchor(name: string): string {
  return `role-${safe(name)}`;
}
