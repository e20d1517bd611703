import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAgent, makeHome, type Program, startProgram, tillAt, until } from './shop-rig.ts';

/** The shipped agent with a serial machine and one with an FCC, each a process of its own. */
let built: Awaited<ReturnType<typeof buildAgent>>;
const programs: Program[] = [];

beforeAll(async () => {
  built = await buildAgent();
});
afterAll(async () => {
  for (const program of programs) await program.end('SIGKILL');
  built.remove();
});

async function start(...words: string[]): Promise<Program> {
  const program = await startProgram(built.file, words);
  programs.push(program);
  return program;
}

/** A port that nobody listens at now. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.2', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

test('one agent looks after machines of both families at once, and each is asked by its name', async () => {
  const people = ['--customers', '--control', '0', '--speed', '50'];
  const serial = await start('simulate', '--listen', 'tcp:0', ...people);
  const lan = await start('simulate', '--model', 'glory-fcc', '--listen', 'tcp:0', ...people);
  const { home, config, remove } = makeHome(Number(serial.ready['port']));
  const [front] = config.machines;
  const back = {
    id: randomUUID(),
    name: 'Back',
    driver: 'glory-fcc' as const,
    address: `http://127.0.0.1:${Number(lan.ready['port'])}/axis2/services/BrueBoxService`,
    currency: 'THB',
    fcc: { events: { announce: '127.0.0.2', port: await freePort() } },
  };
  writeFileSync(home.config, JSON.stringify({ ...config, machines: [...config.machines, back] }));
  const agent = await start('run', '--home', home.dir);
  const till = tillAt(Number(agent.ready['localApi']));
  await until('both are ready', async () => (await till.status()).machines.every((machine) => machine.ready));
  const paid = await Promise.all(
    [front?.id ?? '', back.id].map((machine, i) =>
      till.post('/v1/payouts', `both-000${i}`, { machine, amountMinor: 13_100 }),
    ),
  );
  expect(paid).toMatchObject([
    { machine: front?.id, outcome: 'completed', outMinor: 13_100 },
    { machine: back.id, outcome: 'completed', outMinor: 13_100 },
  ]);
  await until('both are ready again', async () => (await till.status()).machines.every((machine) => machine.ready));
  const sold = await till.post('/v1/sales', 'both-0009', { machine: back.id, amountMinor: 4_500 });
  expect(sold).toMatchObject({ machine: back.id, kind: 'sale', outcome: 'completed' });
  expect(sold.inMinor - sold.outMinor).toBe(4_500);
  expect(await agent.end('SIGTERM')).toBe(0);
  remove();
});
