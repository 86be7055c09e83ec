/** Names that Windows keeps for devices, whatever follows the dot. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A file name for a role's spec that every file system takes and that is not hidden.
 * `taken` holds the names given so far, in lower case: IAM's names fold case, and so do some file systems.
 */
export function specFileName(role: string, taken: Set<string>): string {
  const plain = role.replace(/[^\w+=,.@-]/g, '_');
  const safe = /^[.-]/.test(plain) || DEVICE.test(plain) || plain === '' ? `role_${plain}` : plain;
  let name = `${safe}.yaml`;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${safe}_${number}.yaml`;
  taken.add(name.toLowerCase());
  return name;
}
