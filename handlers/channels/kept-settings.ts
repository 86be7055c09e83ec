import type * as z from 'zod/mini';
import { type S3Place, s3PlaceOf } from '../../adapters/s3/s3-place.ts';
import { required, variable } from '../environment/variable.ts';

/** Where it lies what a deployment knows, for those who tell people of it. */
export interface KeptSettings {
  readonly state: S3Place;
  readonly audits: S3Place;
  readonly reports: S3Place;
  /** The deployment's name, which commands carry. */
  readonly deployment: string;
}

const DEPLOYMENT = /^[a-z][a-z0-9-]{0,30}$/;

/** The environment's variables of what is kept; each problem is what to write. */
export const keptVariables = {
  ROLECALL_STATE: required('write where the state lies, as in s3://BUCKET/controller', s3PlaceOf),
  ROLECALL_AUDITS: required('write where audits are kept, as in s3://BUCKET/audits', s3PlaceOf),
  ROLECALL_REPORTS: required('write where reports are kept, as in s3://BUCKET/reports', s3PlaceOf),
  POWERTOOLS_SERVICE_NAME: variable(
    "write the deployment's name: small letters, digits and hyphens, as in rolecall, or leave it out for rolecall",
    (text = 'rolecall') => (DEPLOYMENT.test(text) ? text : undefined),
  ),
};

/** What the variables say, once they are checked. */
export function keptSettingsOf(
  data: {
    readonly [Name in keyof typeof keptVariables]: z.output<(typeof keptVariables)[Name]>;
  },
): KeptSettings {
  return {
    state: data.ROLECALL_STATE,
    audits: data.ROLECALL_AUDITS,
    reports: data.ROLECALL_REPORTS,
    deployment: data.POWERTOOLS_SERVICE_NAME,
  };
}
