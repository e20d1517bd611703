import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { keepBuying, type Till } from './customers.ts';
import { seededDice } from './wishes.ts';

const USAGE = 'customers --till NAME,URL,TOKEN_FILE [--till …] [--min-ms N] [--max-ms N] [--seed N]\n';

const { values } = parseArgs({
  options: {
    till: { type: 'string', multiple: true, default: [] },
    'min-ms': { type: 'string', default: '2000' },
    'max-ms': { type: 'string', default: '6000' },
    seed: { type: 'string', default: '1' },
  },
});
const pauseMs = { min: Number(values['min-ms']), max: Number(values['max-ms']) };
const seed = Number(values.seed);
const tills = values.till.map(readTill);
if (tills.length === 0 || ![pauseMs.min, pauseMs.max, seed].every(Number.isSafeInteger)) {
  process.stderr.write(USAGE);
  process.exit(64);
}

const ended = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => ended.abort());
const say = (line: string) => void process.stdout.write(`${line}\n`);
await Promise.all(
  tills.map((till, i) => keepBuying({ till, dice: seededDice(seed + i), signal: ended.signal, pauseMs, say })),
);

function readTill(text: string): Till {
  const [shop = '', url = '', tokenFile = ''] = text.split(',');
  return { shop, url, token: readFileSync(tokenFile, 'utf8').trim() };
}
