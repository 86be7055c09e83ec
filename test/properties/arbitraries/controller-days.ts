import fc from 'fast-check';

/** What a spec of the simulated days asks for. */
export interface Wish {
  readonly managed: readonly string[];
  /** The action that the inline policy A allows; `null` for no policy. */
  readonly inline: string | null;
  readonly description: string;
  /** The account that may assume the role. */
  readonly trusted: string;
}

/** How somebody changes a role behind Rolecall's back. */
export type Tampering =
  | { readonly call: 'AttachRolePolicy' | 'DetachRolePolicy'; readonly policy: string }
  | { readonly call: 'PutRolePolicy'; readonly name: string; readonly action: string }
  | { readonly call: 'DeleteRolePolicy'; readonly name: string }
  | { readonly call: 'UpdateAssumeRolePolicy'; readonly trusted: string }
  | { readonly call: 'UpdateRole'; readonly description: string }
  | { readonly call: 'UntagRole' };

/** When the event of a change comes: seconds later, each once; none if it is lost. */
export type Delivery = readonly number[];

export type Step =
  | { readonly type: 'edit'; readonly role: number; readonly wish: Wish; readonly announced: boolean }
  | { readonly type: 'break' | 'remove'; readonly role: number }
  | { readonly type: 'removeAll' }
  | { readonly type: 'tamper'; readonly role: number; readonly how: Tampering; readonly delivery: Delivery }
  | { readonly type: 'listing'; readonly fails: boolean }
  | { readonly type: 'killSwitch'; readonly mode: 'enforce' | 'observe' | undefined }
  | { readonly type: 'throttle'; readonly every: number }
  | { readonly type: 'failPage'; readonly list: 'ListRoles' | 'GetAccountAuthorizationDetails' }
  | { readonly type: 'die'; readonly writes: number; readonly when: 'before' | 'after' }
  | { readonly type: 'slow'; readonly seconds: number }
  | { readonly type: 'twoAtOnce'; readonly role: number; readonly how: Tampering }
  | { readonly type: 'loseState' }
  | { readonly type: 'approve' };

export interface TimedStep {
  readonly minutes: number;
  readonly step: Step;
}

export const ROLES = 4;
const role = fc.nat({ max: ROLES - 1 });
const policy = fc.constantFrom('read', 'send', 'write', 'no-put');
const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 'sqs:SendMessage');
const trusted = fc.constantFrom('444455556666', '777788889999');
const description = fc.constantFrom('one', 'two', 'three');

export const wish: fc.Arbitrary<Wish> = fc.record({
  managed: fc.uniqueArray(policy, { maxLength: 3 }),
  inline: fc.option(action),
  description,
  trusted,
});

const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  fc.record({ call: fc.constantFrom('AttachRolePolicy' as const, 'DetachRolePolicy' as const), policy }),
  fc.record({ call: fc.constant('PutRolePolicy' as const), name: fc.constantFrom('A', 'B'), action }),
  fc.record({ call: fc.constant('DeleteRolePolicy' as const), name: fc.constantFrom('A', 'B') }),
  fc.record({ call: fc.constant('UpdateAssumeRolePolicy' as const), trusted }),
  fc.record({ call: fc.constant('UpdateRole' as const), description }),
  fc.constant({ call: 'UntagRole' as const }),
);

const delivery: fc.Arbitrary<Delivery> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 10, max: 400 }).map((seconds) => [seconds]) },
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 10, max: 5000 }), { minLength: 2, maxLength: 3 }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('edit' as const), role, wish, announced: fc.boolean() }) },
  { weight: 10, arbitrary: fc.record({ type: fc.constant('tamper' as const), role, how: tampering, delivery }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('break' as const, 'remove' as const), role }) },
  { weight: 1, arbitrary: fc.constant({ type: 'removeAll' as const }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('listing' as const), fails: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('killSwitch' as const),
      mode: fc.constantFrom('enforce' as const, 'enforce' as const, 'observe' as const, undefined),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('throttle' as const), every: fc.integer({ min: 2, max: 12 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('failPage' as const),
      list: fc.constantFrom('ListRoles' as const, 'GetAccountAuthorizationDetails' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('die' as const),
      writes: fc.nat({ max: 4 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('slow' as const), seconds: fc.integer({ min: 1, max: 25 }) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('twoAtOnce' as const), role, how: tampering }) },
  { weight: 1, arbitrary: fc.constant({ type: 'loseState' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'approve' as const }) },
);

/** Two days or so of what happens to a deployment. */
export const days: fc.Arbitrary<readonly TimedStep[]> = fc.array(fc.record({ minutes: fc.integer({ min: 0, max: 150 }), step }), {
  minLength: 10,
  maxLength: 30,
});
