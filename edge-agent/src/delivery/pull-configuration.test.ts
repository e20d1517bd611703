import { generateKeyPairSync } from 'node:crypto';
import type { ConfigurationAnswer } from '@tillbridge/shared/configuration';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../log.ts';
import { openConfigurationBook } from '../people/configuration-book.ts';
import { employee } from '../people/testing/employees.ts';
import { FakeClock, MemoryNotes } from '../people/testing/notes.ts';
import type { CloudFetch } from './cloud-fetch.ts';
import { PULL_EVERY_MS, startConfigurationPull } from './pull-configuration.ts';

const incarnation = 'a'.repeat(32);
const privateKey = generateKeyPairSync('ed25519').privateKey;
const credentials = { agent: '0192f0c0-0000-7000-8000-0000000000aa', key: 'tb_test_key', privateKey };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A cloud with one configuration; `down` answers nothing, `gone` refuses the token. */
function fakeCloud() {
  const cloud = {
    answer: { version: 1, incarnation } as ConfigurationAnswer,
    asked: [] as string[],
    tokens: 0,
    down: false,
    gone: false,
  };
  const reply = (status: number, body: unknown) => ({
    status,
    headers: { get: () => null },
    text: async () => JSON.stringify(body),
  });
  const fetch: CloudFetch = async (url) => {
    const { pathname, search, searchParams } = new URL(url);
    if (cloud.down) throw new Error('no line');
    if (pathname === '/v1/agent/nonce') return reply(200, { nonce: 'n' });
    if (pathname === '/v1/agent/token') {
      cloud.tokens += 1;
      const { agent } = credentials;
      return reply(200, { token: `t${cloud.tokens}`, expiresInMs: 600_000, agent, shop: agent });
    }
    cloud.asked.push(search);
    if (cloud.gone) return reply(401, { code: 'agent.key-revoked' });
    const { configuration, ...name } = cloud.answer;
    const same =
      searchParams.get('have') === String(name.version) && searchParams.get('incarnation') === name.incarnation;
    return reply(200, same ? name : { ...name, configuration });
  };
  return { cloud, fetch };
}

function pulling(notes = new MemoryNotes()) {
  const { cloud, fetch } = fakeCloud();
  const book = openConfigurationBook(notes);
  const pull = startConfigurationPull({
    cloudUrl: 'http://127.0.0.1:1',
    credentials,
    clock: new FakeClock(),
    log: silentLog,
    have: () => book.name,
    apply: (answer) => book.apply(answer),
    fetch,
    random: () => 0.5,
  });
  return { cloud, book, pull, notes };
}

const settle = () => vi.advanceTimersByTimeAsync(50);

describe('the configuration of a shop', () => {
  it('is taken at start, told back at once as applied, and asked for again every few minutes', async () => {
    const configuration = { employees: [await employee('11', '2580', [])], limits: { parLevels: [] } };
    const { cloud, book, pull } = pulling();
    cloud.answer = { version: 7, incarnation, configuration };
    await settle();
    expect(book.name).toEqual({ version: 7, incarnation });
    expect(cloud.asked).toEqual(['', `?have=7&incarnation=${incarnation}`]);
    await vi.advanceTimersByTimeAsync(PULL_EVERY_MS * 1.25);
    expect(cloud.asked).toHaveLength(3);
    await pull.stop();
  });

  it('replaces what was there whole, also by one of a restored cloud that counts lower', async () => {
    const configured = async (number: string) => ({
      employees: [await employee(number, '2580', [])],
      limits: { parLevels: [] },
    });
    const [first, second] = [await configured('11'), await configured('12')];
    const { cloud, book, pull, notes } = pulling();
    cloud.answer = { version: 7, incarnation, configuration: first };
    await settle();
    cloud.answer = { version: 5, incarnation: 'b'.repeat(32), configuration: second };
    pull.heard({ incarnation: 'b'.repeat(32), configuration: 5 });
    await settle();
    expect(book.configuration.employees.map((each) => each.number)).toEqual(['12']);
    expect(openConfigurationBook(notes).configuration).toEqual(book.configuration);
    await pull.stop();
  });

  it('is pulled at once when an answer of the cloud names a newer one, and not when it names an older one or none', async () => {
    const configured = { employees: [], limits: { parLevels: [] } };
    const { cloud, book, pull } = pulling();
    cloud.answer = { version: 7, incarnation, configuration: configured };
    await settle();
    const asked = cloud.asked.length;
    pull.heard({ incarnation });
    pull.heard({ incarnation, configuration: 7 });
    pull.heard({ incarnation, configuration: 6 });
    await settle();
    expect(cloud.asked).toHaveLength(asked);
    cloud.answer = { version: 8, incarnation, configuration: configured };
    pull.heard({ incarnation, configuration: 8 });
    await settle();
    expect(book.name).toEqual({ version: 8, incarnation });
    expect(cloud.asked.at(-1)).toBe(`?have=8&incarnation=${incarnation}`);
    await pull.stop();
  });

  it('keeps its back-off however often an answer names it', async () => {
    const { cloud, pull } = pulling();
    cloud.gone = true;
    await vi.advanceTimersByTimeAsync(60_000);
    const asked = cloud.asked.length;
    for (let answers = 0; answers < 100; answers++) pull.heard({ incarnation, configuration: 8 });
    await settle();
    expect(cloud.asked).toHaveLength(asked);
    await pull.stop();
  });

  it('holds while the cloud is away, and is pulled when it is back', async () => {
    const { cloud, book, pull } = pulling();
    cloud.down = true;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(book.name).toBeUndefined();
    cloud.answer = { version: 1, incarnation, configuration: { employees: [], limits: { parLevels: [] } } };
    cloud.down = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(book.name?.version).toBe(1);
    await pull.stop();
  });

  it('asks with a new token once after a refusal, then seldom', async () => {
    const { cloud, pull } = pulling();
    cloud.gone = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(cloud.tokens).toBe(2);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(cloud.tokens).toBe(3);
    await pull.stop();
  });

  it('is not replaced by an answer that is none', async () => {
    const { cloud, book, pull } = pulling();
    cloud.answer = { version: 1, incarnation, configuration: { employees: 'all' } as never };
    await vi.advanceTimersByTimeAsync(120_000);
    expect(book.name).toBeUndefined();
    await pull.stop();
  });
});
