import { expect, test } from '@jest/globals';
import { consoleObjectUrl } from '../../report/alerts/console-url.ts';

const key = 'reports/latest.html';

test.each([
  ['aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/s3/object/state?region=eu-west-1&prefix=reports/latest.html'],
  [
    'aws-cn',
    'cn-north-1',
    'https://cn-north-1.console.amazonaws.cn/s3/object/state?region=cn-north-1&prefix=reports/latest.html',
  ],
  [
    'aws-us-gov',
    'us-gov-west-1',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/s3/object/state?region=us-gov-west-1&prefix=reports/latest.html',
  ],
])('An object is shown by the console of the partition %s', (partition, region, url) =>
  expect(consoleObjectUrl({ partition, region, bucket: 'state', key })).toBe(url),
);

test('An object of a partition whose console is not known has no link', () =>
  expect(consoleObjectUrl({ partition: 'aws-iso', region: 'us-iso-east-1', bucket: 'state', key })).toBeNull());

test('A key never becomes another part of the link', () => {
  const url = consoleObjectUrl({ partition: 'aws', region: 'eu-west-1', bucket: 'state', key: 'a&region=x/b#c d' });
  expect(new URL(url ?? '').searchParams.getAll('region')).toEqual(['eu-west-1']);
  expect(new URL(url ?? '').searchParams.get('prefix')).toBe('a&region=x/b#c d');
});
