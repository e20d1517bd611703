import { expect, test } from 'vitest';
import { disagreement, type Witness, type Witnessed } from './witness.ts';

const hash = 'a'.repeat(64);
const witness: Witness = { installId: '1'.repeat(32), start: 4, epoch: '2'.repeat(32), sequence: 9, hash };
const journal: Witnessed = { installId: witness.installId, startNumber: 4, hashAt: () => hash };

test.each<[string, Partial<Witnessed>, 'other_install' | 'witness' | undefined]>([
  ['the journal it saw', {}, undefined],
  ['a journal that went on since', { startNumber: 5 }, undefined],
  ['another install', { installId: '9'.repeat(32) }, 'other_install'],
  ['a start it saw did not happen yet', { startNumber: 3 }, 'witness'],
  ['a fact it saw is not there', { hashAt: () => undefined }, 'witness'],
  ['another fact stands there', { hashAt: () => 'b'.repeat(64) }, 'witness'],
])('%s', (_, differs, verdict) => {
  expect(disagreement(witness, { ...journal, ...differs })).toBe(verdict);
});
