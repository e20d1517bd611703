import { PAIR_GLOBAL, takeTry } from '@tillbridge/core/people/throttle';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import * as kit from './start-api.ts';

const NETWORKS = 40;
/** Wrong tries that burn a code. */
const TRIES_MAX = 5;

let api: kit.TestApi;
let org: TestOrganization;
let owner: kit.Cookies;
beforeAll(async () => {
  api = await kit.startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await kit.signInAs(api.app, org.people.owner);
}, 60_000);
afterAll(() => api.close());
beforeEach(() => api.db.sql`delete from throttles`);

const code = () => kit.makeCode(api.app, owner, org.shop);
/** The right locator with another rest, as a guesser who saw the first letters would type it. */
const wrongLike = (made: string, n: number) =>
  `${made.slice(0, 4)}${'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(n % 32).repeat(5)}-${'23456'}`;

/** One try from the n-th of many networks. */
async function tryFrom(n: number, text: string) {
  const nonce = await kit.nonceFrom(api.app);
  const privateKey = kit.makeKeyPair();
  return api.app.inject({
    method: 'POST',
    url: '/v1/pair',
    remoteAddress: `2001:db8:${n.toString(16)}:${(n * 7).toString(16)}::1`,
    payload: {
      code: text,
      publicKey: privateKey.export({ format: 'jwk' }).x,
      nonce,
      signature: kit.signText(privateKey, `${nonce}.${text}`),
      installId: n.toString(16).padStart(32, '0'),
      hostName: 'x',
      system: 'x',
    },
  });
}

describe('a pairing code that is guessed', () => {
  it('attack: many /64s together have no more than five tries at one code', async () => {
    const made = await code();
    const answers = await Promise.all(Array.from({ length: NETWORKS }, (_, n) => tryFrom(n + 1, wrongLike(made, n))));
    expect(answers.every((answer) => answer.statusCode >= 400)).toBe(true);
    expect(answers.filter((answer) => answer.statusCode === 429)).toEqual([]);
    expect((await tryFrom(99, made)).statusCode).not.toBe(200);
    const fresh = await code();
    for (let n = 1; n < TRIES_MAX; n++) await tryFrom(100 + n, wrongLike(fresh, n));
    expect((await tryFrom(120, fresh)).statusCode).toBe(200);
  });

  it('attack: many /64s against all codes together end at the limit for everybody', async () => {
    const tries = Array.from({ length: PAIR_GLOBAL.hitsMax - 3 }, () => takeTry(api.db, PAIR_GLOBAL, 'all'));
    await Promise.all(tries);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => tryFrom(n + 200, `7KM-3QX9P-VT2H${n}`)));
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(5);
  });
});
