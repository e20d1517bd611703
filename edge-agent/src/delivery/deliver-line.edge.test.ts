import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { CloudFetch } from './cloud-fetch.ts';
import { startDelivery } from './deliver.ts';
import { bytesOf, drained, openFloor } from './testing/floor.ts';
import { aFact, deliveryOptions, openAt, until } from './testing/shop.ts';

const floor = openFloor();

describe('a line that works', () => {
  test('brings every fact once, byte for byte, in order', async () => {
    const { journal } = floor.shop();
    for (let i = 0; i < 1_203; i++) journal.append(aFact(`fact ${i}`));
    await drained(journal);
    expect(floor.cloud().facts(journal.live().epoch)).toEqual(bytesOf(journal, journal.live().epoch));
    expect(
      floor
        .cloud()
        .batches()
        .every((batch) => batch.to - batch.from < 500),
    ).toBe(true);
  });

  test('has one request in flight, never two', async () => {
    const { journal } = floor.shop();
    for (let i = 0; i < 100; i++) {
      journal.appendAll(Array.from({ length: 20 }, (_, at) => aFact(`fact ${i} ${at}`)));
      // Commits of a slow disk in one go would keep an answer waiting until it counts as lost.
      await nextTurn();
    }
    await drained(journal);
    expect(floor.cloud().inFlightMost).toBe(1);
  });

  test('a fact after a rest goes at once, without a new open', async () => {
    const { journal } = floor.shop();
    await until('opened', () => floor.cloud().opens().length === 1);
    journal.append(aFact('one'));
    await drained(journal);
    journal.append(aFact('two'));
    await drained(journal);
    expect(floor.cloud().opens()).toHaveLength(1);
    expect(floor.cloud().batches()).toHaveLength(2);
  });

  test('opens again when it is time, pending or not', async () => {
    const { delivery } = floor.shop(
      floor.dir(),
      {},
      {
        waits: { openEveryMs: 5, backOffMaxMs: 5, refusedMs: 5, answerWithinMs: 1_000 },
      },
    );
    await until('three opens', () => floor.cloud().opens().length >= 3);
    expect(delivery.status().link).toBe('connected');
  });

  test('says what waits here already at open, and how far its clock is ahead of the cloud', async () => {
    const dir = floor.dir();
    const early = openAt(dir);
    early.append(aFact('one'));
    early.close();
    floor.cloud().clockOffsetMs = -60_000;
    const { journal } = floor.shop(dir);
    await drained(journal);
    const [open] = floor.cloud().opens();
    expect(open?.pending).toBeGreaterThan(0);
    expect(open?.hostName).not.toBe('');
    const offset = floor.cloud().batches()[0]?.stats.clockOffsetMs ?? 0;
    expect(Math.abs(offset - 60_000)).toBeLessThan(5_000);
  });

  test('facts of 60 kB each stay below the bytes of a batch', async () => {
    const { journal } = floor.shop();
    const detail = 'x'.repeat(60_000);
    journal.appendAll(Array.from({ length: 40 }, () => aFact(detail)));
    await drained(journal);
    const sizes = floor
      .cloud()
      .heard.filter(({ path }) => path.endsWith('/batch'))
      .map(({ body }) => body.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_048_576 + 8_192);
    expect(sizes.length).toBeGreaterThan(2);
  });
});

describe('a line that fails', () => {
  test('an answer lost after the commit is asked for with the same bytes, and nothing is there twice', async () => {
    const { journal } = floor.shop();
    let lose = 2;
    floor.cloud().loseAnswer = ({ path }) => path.endsWith('/batch') && lose-- > 0;
    journal.append(aFact('once'));
    await drained(journal);
    const bodies = floor
      .cloud()
      .heard.filter(({ path }) => path.endsWith('/batch'))
      .map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
    expect(bodies).toHaveLength(3);
    expect(floor.cloud().everything()).toHaveLength(1);
  });

  test('requests that never arrive only delay', async () => {
    const { journal, delivery } = floor.shop();
    let cuts = 12;
    floor.cloud().cut = () => cuts-- > 0;
    journal.append(aFact('late'));
    await until('seen as offline', () => delivery.status().link === 'offline');
    await drained(journal);
    expect(delivery.status()).toMatchObject({ link: 'connected', lastFault: undefined });
  });

  test('an answer that never ends is given up, and what comes later is thrown away', async () => {
    let slow = 1;
    const fetch: CloudFetch = async (url, init) => {
      const response = await floor.cloud().fetch(url, init);
      return url.endsWith('/batch') && slow-- > 0 ? new Promise(() => undefined) : response;
    };
    const waits = { openEveryMs: 60_000, backOffMaxMs: 10, refusedMs: 10, answerWithinMs: 30 };
    const { journal } = floor.shop(floor.dir(), {}, { fetch, waits });
    journal.append(aFact('patience'));
    await drained(journal);
    expect(floor.cloud().everything()).toHaveLength(1);
  });

  test('a page of the provider with status 200 is no custody', async () => {
    const { journal } = floor.shop();
    let portals = 3;
    floor.cloud().refuse = ({ path }) =>
      path.endsWith('/batch') && portals-- > 0 ? { status: 200, body: '<html>' } : undefined;
    journal.append(aFact('portal'));
    await drained(journal);
    expect(floor.cloud().everything()).toHaveLength(1);
  });

  test('a receipt that asks to wait is obeyed, by tail and live epoch, and a new fact does not cut the wait short', async () => {
    const retryAfterMs = 35;
    const cloud = floor.cloud();
    cloud.retryAfterMs = retryAfterMs;
    const arrivedMs: number[] = [];
    cloud.refuse = ({ path }) => {
      if (path.endsWith('/batch')) arrivedMs.push(performance.now());
      return undefined;
    };
    const first = openAt(floor.dir());
    first.appendAll(Array.from({ length: 700 }, (_, i) => aFact(`old ${i}`)));
    first.leave('fork');
    first.appendAll(Array.from({ length: 700 }, (_, i) => aFact(`new ${i}`)));
    first.close();
    const { journal } = floor.shop();
    journal.append(aFact('one more'));
    await drained(journal);
    const gapsMs = arrivedMs.slice(1).map((ms, at) => ms - (arrivedMs[at] ?? 0));
    expect(gapsMs).toHaveLength(3);
    expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(retryAfterMs);
  });

  test.each([
    [429, 'api.throttled'],
    [503, 'api.unavailable'],
    [500, 'api.broken'],
    [502, 'x'],
  ])('status %i is tried again until it passes', async (status, code) => {
    const { journal } = floor.shop();
    let times = 4;
    floor.cloud().refuse = ({ path }) =>
      path.endsWith('/batch') && times-- > 0 ? { status, body: { code }, headers: { 'retry-after': '0' } } : undefined;
    journal.append(aFact('again'));
    await drained(journal);
    expect(floor.cloud().everything()).toHaveLength(1);
  });

  test('an old token is renewed at once; a revoked key is tried seldom, and drains when it is welcome again', async () => {
    const { journal, delivery } = floor.shop();
    let old = 1;
    floor.cloud().refuse = ({ path }) =>
      path.endsWith('/batch') && old-- > 0 ? { status: 401, body: { code: 'agent.token' } } : undefined;
    journal.append(aFact('one'));
    await drained(journal);
    expect(floor.cloud().tokensSold).toBe(2);
    floor.cloud().revoked = true;
    journal.append(aFact('two'));
    await until('refused', () => delivery.status().link === 'refused');
    expect(delivery.status().lastFault).toBe('agent.key-revoked');
    floor.cloud().revoked = false;
    await drained(journal);
    expect(floor.cloud().facts(journal.live().epoch)).toHaveLength(2);
  });
});

describe('over a real socket', () => {
  test('one connection is kept for everything', async () => {
    const sockets = new Set<unknown>();
    const server = createServer((request, response) => {
      sockets.add(request.socket);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', async () => {
        const packed = request.headers['content-encoding'] === 'gzip';
        const body = Buffer.concat(chunks);
        const signal = new AbortController().signal;
        const answer = await floor.cloud().fetch(`http://cloud.test${request.url}`, {
          method: request.method ?? 'GET',
          headers: {},
          body: packed ? new Uint8Array(body) : body.toString('utf8'),
          signal,
        });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const journal = openAt(floor.dir());
    const { fetch: _, ...plain } = deliveryOptions(floor.cloud(), journal);
    const delivery = startDelivery({ ...plain, cloudUrl: `http://127.0.0.1:${port}/` });
    journal.appendAll(Array.from({ length: 1_200 }, (_, i) => aFact(`fact ${i}`)));
    await drained(journal);
    expect(sockets.size).toBe(1);
    await delivery.stop();
    journal.close();
    await new Promise((resolve) => server.close(resolve));
  });
});
