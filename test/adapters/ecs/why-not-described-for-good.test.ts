import { ECSServiceException } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { whyNotDescribedForGood } from '../../../adapters/ecs/why-not-described-for-good.ts';
import { TurnedAway } from '../../../controller/audit/state/store-ports.ts';

function answered(name: string, httpStatusCode: number, message = name): ECSServiceException {
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  return new ECSServiceException({ name, message, $fault, $metadata: { httpStatusCode } });
}

test.each([
  answered('ClientException', 400, 'Unable to describe task definition.'),
  answered('InvalidParameterException', 400),
  answered('AccessDeniedException', 400),
])('$name is final', (error) => expect(whyNotDescribedForGood(error, 'eu-west-1')).toMatch(/\.$/));

test.each([
  answered('ThrottlingException', 400, 'Rate exceeded'),
  answered('TooManyRequestsException', 429),
  answered('ServerException', 500),
  answered('ServiceUnavailable', 503),
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
])('$name passes, so it is asked for again', (error) =>
  expect(() => whyNotDescribedForGood(error, 'eu-west-1')).toThrow(TurnedAway),
);
