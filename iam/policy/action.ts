import { foldCase } from './fold.ts';
import { type Reading, refuse, shown } from './reading.ts';

const ACTION = /^(?:\*|\*:\*|[a-z0-9-]+:[a-z0-9*?_.-]+)$/i;

/**
 * Reads an action: `service:Name` with `*` and `?` in the name, or `*`. Case means nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function readAction(value: unknown, path: string, reading: Reading): string | undefined {
  if (typeof value === 'string' && ACTION.test(value)) return foldCase(value);
  return refuse(
    reading,
    path,
    `${shown(value)} is no action. Write "service:ActionName", such as "s3:GetObject" or "s3:Get*", or "*".`,
  );
}
