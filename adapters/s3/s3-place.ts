/** A bucket, and what the keys of interest begin with: no slash at either end, empty for the whole bucket. */
export interface S3Place {
  readonly bucket: string;
  readonly prefix: string;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html (older buckets: capitals and `_` too) */
const S3_PLACE = /^s3:\/\/([A-Za-z0-9][A-Za-z0-9._-]{2,254})(?:\/(.*))?$/s;

/** `undefined` for what is not of the form `s3://bucket` or `s3://bucket/prefix`. */
export function s3PlaceOf(text: string): S3Place | undefined {
  const [, bucket, path = ''] = S3_PLACE.exec(text) ?? [];
  const prefix = path.replace(/\/+$/, '');
  return bucket === undefined || prefix.startsWith('/') ? undefined : { bucket, prefix };
}

/** The place of one object below another place. */
export function objectBelow({ bucket, prefix }: S3Place, name: string): S3Place {
  return { bucket, prefix: prefix === '' ? name : `${prefix}/${name}` };
}

/** `s3://bucket/prefix`. */
export function s3Address({ bucket, prefix }: S3Place): string {
  return prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`;
}
