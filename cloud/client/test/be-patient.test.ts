import { expect, it } from 'vitest';
import { bePatient, PATIENCE, retryAfterMs } from '../src/be-patient.ts';
import { createClient } from '../src/create-client.ts';

const URL_ASKED = 'http://cloud.test/healthz';

/** A network that answers these one after the other, and a clock that notes how long it was to wait. */
function network(...answers: readonly Response[]) {
  const left = [...answers];
  const waits: number[] = [];
  const asked: Request[] = [];
  const ask: typeof fetch = async (input, init) => {
    asked.push(new Request(input, init));
    return left.shift() ?? new Response('{"status":"ok"}', { headers: { 'content-type': 'application/json' } });
  };
  const patience = { ...PATIENCE, sleep: async (ms: number) => void waits.push(ms) };
  return { ask: bePatient(ask, patience), plain: ask, waits, asked };
}

const busy = (status: number, retryAfter?: string) =>
  new Response('', { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });

it.each([429, 503])('a read that is answered %i is asked again when it was told', async (status) => {
  const { ask, waits } = network(busy(status, '2'), busy(status, '5'));
  expect((await ask(URL_ASKED)).status).toBe(200);
  expect(waits).toEqual([2_000, 5_000]);
});

it('a change is asked once', async () => {
  const { ask, asked, waits } = network(busy(503, '1'));
  expect((await ask(URL_ASKED, { method: 'POST', body: '{}' })).status).toBe(503);
  expect([asked.length, waits.length]).toEqual([1, 0]);
});

it.each([
  ['nobody says when', busy(503)],
  ['it would take longer than anybody waits', busy(503, '3600')],
  ['the answer is another one', busy(500, '1')],
  ['what is said is no time', busy(429, 'soon')],
])('where %s the answer stands', async (_why, answer) => {
  const { ask, asked } = network(answer);
  expect((await ask(URL_ASKED)).status).toBe(answer.status);
  expect(asked).toHaveLength(1);
});

it('a date is as good as seconds', () => {
  const now = Date.parse('2026-11-20T07:21:03Z');
  expect(retryAfterMs(busy(503, 'Fri, 20 Nov 2026 07:21:05 GMT'), now)).toBe(2_000);
  expect(retryAfterMs(busy(503, 'Fri, 20 Nov 2026 07:00:00 GMT'), now)).toBe(0);
});

it('whoever gives up waits no longer', async () => {
  const given = new AbortController();
  const ask = bePatient(async () => busy(503, '60'), PATIENCE);
  const waiting = ask(URL_ASKED, { signal: given.signal });
  given.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

it('what a proxy says in its own words is a problem all the same', async () => {
  const { plain } = network(new Response('<h1>Bad Gateway</h1>', { status: 502, headers: { 'x-request-id': 'abc' } }));
  const { error } = await createClient({ baseUrl: 'http://cloud.test', fetch: plain }).GET('/healthz');
  expect(error).toMatchObject({ status: 502, code: 'http.502', requestId: 'abc' });
});

it('a line that is down is no answer', async () => {
  const client = createClient({ baseUrl: 'http://cloud.test', fetch: () => Promise.reject(new TypeError('down')) });
  await expect(client.GET('/healthz')).rejects.toThrow('down');
});
