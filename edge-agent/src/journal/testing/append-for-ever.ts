import { writeSync } from 'node:fs';
import { aFact, openAt } from '../../delivery/testing/shop.ts';

const STDIN = 0;
const STDOUT = 1;

/** Appends as fast as it can, and says each number only after its commit. Takes the folder on the first line of its input. */
process.stdin.once('data', (text: Buffer) => {
  const journal = openAt(text.toString('utf8').trim());
  for (let count = 1; ; count++) {
    const { sequence } = journal.append(aFact(`fact ${count} of descriptor ${STDIN}`));
    writeSync(STDOUT, `${sequence}\n`);
  }
});
