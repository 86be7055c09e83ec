import { type S3Place, s3PlaceOf } from '../../adapters/s3/s3-place.ts';
import { UserError } from '../terminal/user-error.ts';

/** Where a state lies. @throws {UserError} for what is no place of S3's */
export function statePlace(location: string): S3Place {
  const place = s3PlaceOf(location);
  if (place === undefined) throw new UserError(`${location} is no place of a state. Write s3://bucket/controller.`);
  return place;
}
