import { sourceNameOf } from '../../adapters/specs/source-name.ts';
import { listOf, required } from './variable.ts';

/** Where specs lie. */
export const sources = required(
  'write where specs lie, separated by commas, as in s3://BUCKET/roles,ssm:/rolecall/roles',
  listOf(isSource),
);

function isSource(name: string): boolean {
  try {
    return name !== '' && sourceNameOf(name) !== undefined;
  } catch {
    return false;
  }
}
