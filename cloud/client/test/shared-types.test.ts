import type { Static, TSchema } from 'typebox';
import { expect, it } from 'vitest';
import type { SHARED } from '../../api/src/answers/shared-schemas.ts';
import type { components } from '../src/api-types.ts';

type Described = components['schemas'];
type Contract = typeof SHARED;
type InContract<Name extends string> = `${Name}Schema` extends keyof Contract
  ? Contract[`${Name}Schema`] extends infer Schema extends TSchema
    ? Static<Schema>
    : never
  : never;
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
/** The names under which the client and the contract mean two things. */
type Differing = {
  [Name in keyof Described]: Same<Described[Name], InContract<Name>> extends true ? never : Name;
}[keyof Described];

it('what the client calls by a name is what the contract calls so', () => {
  // The compiler is the test: a name that differs is not assignable to never.
  const differing: readonly never[] = [] as readonly Differing[];
  expect(differing).toEqual([]);
});
