const REGION = /^[a-z]{2,8}(-[a-z]{1,16}){1,3}-\d{1,2}$/;

/** Whether a region may be called so, as `eu-west-1` or `us-gov-west-1`; which ones there are changes. */
export function isRegionName(text: string): boolean {
  return REGION.test(text);
}
