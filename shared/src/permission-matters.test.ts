import { expect, it } from 'vitest';
import { PERMISSION_MATTERS } from './permission-matters.ts';
import { PERMISSIONS } from './permissions.ts';

it('tells every permission of the registry under one matter, and none twice', () => {
  const told = PERMISSION_MATTERS.flatMap(({ permissions }) => permissions);
  expect([...told].sort()).toEqual([...PERMISSIONS].sort());
});
