import { expect, test } from 'vitest';
import { choose, type Sight } from './choose.ts';
import { type DeliveryState, FIRST_STATE } from './state.ts';

const tail = {
  epoch: 'e'.repeat(32),
  next: 1,
  last: 9,
  joinsAt: 0,
  after: { sequence: 0, hash: 'f'.repeat(64) },
};
const upload = { hash: 'f'.repeat(64), bytes: 10, heldTo: 0 };
const asked = { epoch: 'e'.repeat(32), from: 2, to: 3 };
const opened: DeliveryState = { ...FIRST_STATE, opened: true };
const quiet: Sight = { openDue: false, livePending: false };
const busy: Sight = { openDue: false, livePending: true };

test.each<[string, Partial<DeliveryState>, Sight, string]>([
  ['nothing before the first open', { opened: false }, busy, 'open'],
  ['an open when it is due, pending or not', {}, { ...busy, openDue: true }, 'open'],
  ['the live epoch when it has something', {}, busy, 'live'],
  ['a tail when the live epoch is at rest', { tails: [tail] }, quiet, 'tail'],
  ['the live epoch first when both wait', { tails: [tail] }, busy, 'live'],
  ['… then the tail', { tails: [tail], othersTurn: true }, busy, 'tail'],
  ['a file when nothing else is left', { uploads: [upload] }, quiet, 'upload'],
  ['a tail before a file', { tails: [tail], uploads: [upload] }, quiet, 'tail'],
  [
    'a file that a batch waits for before anything',
    { tails: [tail], uploads: [upload], filesFirst: true },
    busy,
    'upload',
  ],
  ['what was asked for again when nothing else is left', { again: [asked] }, quiet, 'again'],
  ['whatever is fresh before that', { again: [asked], othersTurn: true }, busy, 'live'],
  ['… and a file, too', { again: [asked], uploads: [upload] }, quiet, 'upload'],
  ['rest when all is done', {}, quiet, 'rest'],
])('%s', (_, state, sight, step) => {
  expect(choose({ ...opened, ...state }, sight).do).toBe(step);
});
