import { expect, test } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';
import { tidyFaults } from './tidy.ts';

test('the house is tidy', () => {
  expect(tidyFaults(REPOSITORY)).toEqual([]);
});
