import type { IamApi, IamCall, IamCalls } from '../../iam/api.ts';
import { IamError } from '../../iam/errors.ts';

type PagedCall = { [C in IamCall]: IamCalls[C]['output'] extends { readonly IsTruncated: boolean } ? C : never }[IamCall];

/**
 * Gives every page of a list call; pages may be short, so only `IsTruncated` ends the list.
 * @throws {IamError} as soon as one page fails: a list that was not read to its end is no list.
 */
export async function* pagesOf<C extends PagedCall>(
  iam: IamApi,
  call: C,
  input: IamCalls[C]['input'],
): AsyncGenerator<IamCalls[C]['output'], void> {
  let marker: string | undefined;
  do {
    const page: IamCalls[C]['output'] = await iam.call(call, marker === undefined ? input : { ...input, Marker: marker });
    yield page;
    marker = page.IsTruncated ? page.Marker : undefined;
    if (page.IsTruncated && marker === undefined)
      throw new IamError('IncompleteList', 'more follows, but the answer does not say where', call);
  } while (marker !== undefined);
}

/** All pages of a list call, once the last one is read. */
export async function allPages<C extends PagedCall>(
  iam: IamApi,
  call: C,
  input: IamCalls[C]['input'],
): Promise<readonly IamCalls[C]['output'][]> {
  const pages: IamCalls[C]['output'][] = [];
  for await (const page of pagesOf(iam, call, input)) pages.push(page);
  return pages;
}
