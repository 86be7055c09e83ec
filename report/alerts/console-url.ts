/** An object of S3, and where its bucket is. */
export interface ConsoleObject {
  readonly partition: string;
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
}

/** @see https://docs.aws.amazon.com/signin/latest/userguide/sign-in-urls-defined.html */
const CONSOLES: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
  ['aws-eusc', 'console.amazonaws-eusc.eu'],
]);

/** The page of the AWS console that shows an object and opens it; `null` in a partition whose console is not known. */
export function consoleObjectUrl({ partition, region, bucket, key }: ConsoleObject): string | null {
  const console = CONSOLES.get(partition);
  if (console === undefined) return null;
  const prefix = key.split('/').map(encodeURIComponent).join('/');
  return `https://${region}.${console}/s3/object/${encodeURIComponent(bucket)}?region=${region}&prefix=${prefix}`;
}
