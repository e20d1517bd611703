import { describe, expect, it } from 'vitest';
import { makeNeed, makeTile } from '../../test/make-tile.ts';
import { sayIn } from '../words/say.ts';
import { wordsOf } from '../words/words-of.ts';
import { wordNeed } from './need-words.ts';

const say = sayIn({ ...wordsOf('en'), year: 'gregorian' });
const word = (values: Readonly<Record<string, string>>) =>
  wordNeed(makeNeed({ code: 'unit_fault', values: { machine: 'CI-10', ...values } }), makeTile(), say);

describe('a fault in words', () => {
  it('names the unit that it is of', () => {
    expect(word({ fault: 'machine.jam', unit: 'N3' }).sentence).toMatch(/ \(Unit N3\)\.$/);
  });

  it('names no unit where the machine named none', () => {
    expect(word({ fault: 'machine.near-empty' })).toMatchObject({
      sentence: 'The machine says that a stacker is about to run out.',
      short: 'Near empty',
      aside: 'CI-10',
    });
    expect(word({ fault: 'machine.jam' })).toMatchObject({ short: 'Machine fault' });
  });
});
