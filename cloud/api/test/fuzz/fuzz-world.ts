import { openTill, type TestTill } from '../fill-shop.ts';
import { makeOrganization, type TestOrganization } from '../make-world.ts';
import { addAnomaly } from '../matrix/anomaly-calls.ts';
import { type Cookies, signInAs, type TestApi } from '../start-api.ts';
import { type KnownIds, knownIds } from './known-ids.ts';

/** One organization with a till that has sold, its owner signed in, and a stranger whose bytes must never be seen. */
export interface FuzzWorld {
  readonly org: TestOrganization;
  readonly stranger: TestOrganization;
  readonly till: TestTill;
  readonly cookies: Cookies;
  /** Where its requests come from, so that what one world tries too often does not slow another. */
  readonly address: string;
  /** What answers have named so far, and some ids of the stranger. */
  readonly known: KnownIds;
}

let worlds = 0;

/** A new world for each operation: whatever one of them ends (a session, a person, a key), the next begins whole. */
export async function makeFuzzWorld(api: TestApi): Promise<FuzzWorld> {
  worlds += 1;
  const number = worlds;
  // One person signs in for each operation, all from one address.
  await api.db.sql`delete from throttles`;
  const org = await makeOrganization(api.db, `Alpha${number}`);
  const stranger = await makeOrganization(api.db, `Beta${number}`);
  const cookies = await signInAs(api.app, org.people.owner);
  const till = await openTill(api.app, cookies, org.shop, org.machine);
  till.chain.sale();
  till.chain.closing();
  till.chain.raw('{"not":"a fact"}');
  await till.deliver();
  await api.app.inject({
    method: 'POST',
    url: `/api/v1/shops/${org.shop}/employees`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload: { number: '11', name: 'Malee', permissions: ['machine.exchange'], pin: '2580' },
  });
  const known = knownIds({
    shopId: [org.shop, org.otherShop, stranger.shop],
    machine: [org.machine, stranger.machine],
    agent: [till.agent.agent],
    epoch: [till.chain.epoch],
    anomaly: [await addAnomaly(api.db, org.id, org.shop)],
    person: [org.people.cashier.id, stranger.people.owner.id],
  });
  const address = `198.18.${number >> 8}.${number & 255}`;
  return { org, stranger, till, cookies, address, known };
}
