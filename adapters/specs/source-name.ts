import { type S3Place, s3PlaceOf } from '../s3/s3-place.ts';

/** Where specs come from, as a name like `s3://bucket/prefix` says it. */
export type SourceName =
  | { readonly kind: 's3'; readonly place: S3Place }
  | { readonly kind: 'ssm'; readonly path: string }
  | { readonly kind: 'folder' };

/** A name that looks like a place on AWS and is none. */
export class MisnamedSource extends Error {
  override readonly name = 'MisnamedSource';
}

const SSM_PATH = /^(?:\/[A-Za-z0-9_.-]+)+$/;

/**
 * What kind of place a name means; what looks like no other is a folder or a file.
 * @throws {MisnamedSource} with what to write instead
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html for the names of parameters
 */
export function sourceNameOf(source: string): SourceName {
  if (/^ssm:/i.test(source)) return ssmName(source);
  if (/^(s3:|arn:|https?:)/i.test(source)) return s3Name(source);
  return { kind: 'folder' };
}

function s3Name(source: string): SourceName {
  const place = s3PlaceOf(source);
  if (place === undefined)
    throw new MisnamedSource(`${source} names no place in S3. Write s3://BUCKET/PREFIX, as in s3://specs/roles.`);
  return { kind: 's3', place };
}

function ssmName(source: string): SourceName {
  const path = source.slice('ssm:'.length).replace(/\/+$/, '');
  if (!source.startsWith('ssm:') || !SSM_PATH.test(path))
    throw new MisnamedSource(`${source} names no path of SSM parameters. Write ssm:/PATH, as in ssm:/rolecall/roles.`);
  return { kind: 'ssm', path };
}
