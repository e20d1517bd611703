import { withTenant } from '@tillbridge/core/db/client';
import { showFingerprint } from '@tillbridge/shared/fingerprint';
import type { WaitingAgents } from '@tillbridge/shared/reads-agents';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import * as kit from './start-api.ts';

let api: kit.TestApi;
let org: TestOrganization;
let owner: kit.Cookies;
beforeAll(async () => {
  api = await kit.startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await kit.signInAs(api.app, org.people.owner);
});
beforeEach(async () => {
  await api.db.sql`delete from throttles`;
});
afterAll(() => api.close());

/** A shop PC that redeemed a code whose maker did not vouch for it. */
async function redeem(agentId?: string) {
  const code = await kit.makeCode(api.app, owner, org.shop, agentId, false);
  const privateKey = kit.makeKeyPair();
  const paired = await kit.pairWith(api.app, code, { privateKey });
  const { agent, key, confirmed } = paired.json<{ agent: string; key: string; confirmed: boolean }>();
  return { agent, key, confirmed, code, privateKey, fingerprint: showFingerprint(kit.fingerprintOfKey(privateKey)) };
}

const confirm = (agent: string, fingerprint: string, cookies = owner) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/agents/${agent}/confirm`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload: { fingerprint },
  });
const waiting = async () =>
  (
    await api.app.inject({
      url: '/api/v1/agents/waiting',
      cookies: { ...owner },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
  ).json<WaitingAgents>().agents;

describe('a shop PC that nobody vouched for', () => {
  it('gets its key and no token for it, and is shown with its fingerprint', async () => {
    const pc = await redeem();
    expect(pc.confirmed).toBe(false);
    expect((await kit.exchange(api.app, pc.key, pc.privateKey)).json()).toMatchObject({
      code: 'agent.unconfirmed',
      status: 403,
    });
    expect(await waiting()).toContainEqual(
      expect.objectContaining({ agentId: pc.agent, shopId: org.shop, hostName: 'till-1', fingerprint: pc.fingerprint }),
    );
  });

  it('is let in by a person who has the same fingerprint before them, and by saying it twice no more than once', async () => {
    const pc = await redeem();
    const first = await confirm(pc.agent, pc.fingerprint);
    expect(first.statusCode, first.body).toBe(200);
    expect((await confirm(pc.agent, pc.fingerprint)).json()).toEqual(first.json());
    expect((await kit.exchange(api.app, pc.key, pc.privateKey)).statusCode).toBe(200);
    expect((await waiting()).map((each) => each.agentId)).not.toContain(pc.agent);
    const said = await withTenant(
      api.db,
      org.id,
      (tx) => tx`select 1 from audit_events where action = 'pairing.confirmed' and subject = ${pc.agent}`,
    );
    expect(said).toHaveLength(1);
  });

  it('stays outside when the fingerprint is of another key', async () => {
    const pc = await redeem();
    const other = kit.fingerprintOfKey(kit.makeKeyPair());
    expect((await confirm(pc.agent, other)).json()).toMatchObject({ code: 'pairing.fingerprint', status: 409 });
    expect((await kit.exchange(api.app, pc.key, pc.privateKey)).json()).toMatchObject({ code: 'agent.unconfirmed' });
  });

  it('is not let in by somebody who may not pair', async () => {
    const pc = await redeem();
    const cashier = await kit.signInAs(api.app, org.people.cashier);
    expect((await confirm(pc.agent, pc.fingerprint, cashier)).json()).toMatchObject({ code: 'api.forbidden' });
  });

  it('does not inherit the confirmation of the PC before it: paired again, another key waits again', async () => {
    const first = await redeem();
    await confirm(first.agent, first.fingerprint);
    const second = await redeem(first.agent);
    expect(second.agent).toBe(first.agent);
    expect((await kit.exchange(api.app, second.key, second.privateKey)).json()).toMatchObject({
      code: 'agent.unconfirmed',
    });
    expect((await confirm(first.agent, first.fingerprint)).json()).toMatchObject({ code: 'pairing.fingerprint' });
  });

  it('that lost its answer asks again, and a confirmation given meanwhile stays', async () => {
    const pc = await redeem();
    await confirm(pc.agent, pc.fingerprint);
    const again = await kit.pairWith(api.app, pc.code, { privateKey: pc.privateKey });
    expect(again.json()).toMatchObject({ agent: pc.agent, confirmed: true });
  });
});

describe('a code whose maker vouches for the PC', () => {
  it('makes an agent that is let in at once, and the trail says who vouched', async () => {
    const pc = await kit.pairAgent(api.app, owner, org.shop);
    expect((await kit.exchange(api.app, pc.key, pc.privateKey)).statusCode).toBe(200);
    const [row] = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ by: string | null }[]>`select confirmed_by as by from agents where agent_id = ${pc.agent}`,
    );
    expect(row?.by).toBe(org.people.owner.id);
  });
});
