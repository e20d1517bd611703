import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { agentIdle } from './agent-idle.ts';
import type { Bench, BenchRow } from './bench.ts';
import { drain } from './drain.ts';
import { glass } from './glass.ts';
import { history } from './history.ts';
import { duplicates, ingest1, ingest500 } from './ingest.ts';
import { journal } from './journal.ts';
import { live } from './live.ts';
import { planner } from './planner.ts';
import { recycler } from './recycler.ts';
import { comeBack } from './return.ts';
import { table } from './table.ts';
import { week } from './week.ts';

const BENCHES: readonly Bench[] = [
  journal,
  recycler,
  planner,
  ingest500,
  ingest1,
  duplicates,
  drain,
  comeBack,
  history,
  live,
  glass,
  agentIdle,
  week,
];

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const wanted = values.only?.split(',');
const strange = wanted?.filter((id) => !BENCHES.some((bench) => bench.id === id)) ?? [];
if (strange.length > 0) {
  console.error(`There is no bench ${strange.join(', ')}. There are: ${BENCHES.map((bench) => bench.id).join(', ')}.`);
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const bench of BENCHES) {
  if (wanted !== undefined && !wanted.includes(bench.id)) continue;
  console.log(`${bench.id}: ${bench.what}`);
  rows.push(await bench.run((text) => console.log(`  ${text}`)));
}
console.log(`\n${table(rows)}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
