import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { join } from 'node:path';
import { makeNonce } from '@tillbridge/core/keys/nonce';
import { revocationFile } from '@tillbridge/core/keys/revocations';
import { revokeAgentKey } from '@tillbridge/core/keys/revoke-agent-key';
import { makePairingCode } from '@tillbridge/core/pairing/make-pairing-code';
import { redeemPairingCode } from '@tillbridge/core/pairing/redeem-pairing-code';
import { requirePerson } from '@tillbridge/core/people/require-person';
import { describe, expect, it } from 'vitest';
import { WORLD } from '../world.ts';
import { custodyOf, NOWHERE, ONCE, openTrace } from './open-trace.ts';
import { CALLER, type Caller } from './trace-cloud.ts';
import type { TracePc } from './trace-pc.ts';

const ADDRESS = '127.0.0.1';

describe('trace 13: the key is revoked with a backlog, and the PC is paired again', () => {
  const trace = openTrace();
  const pepper = randomBytes(32);

  /** A sends f1; the key is revoked; f2 is written meanwhile; the PC is paired, as `agent` if one is named. */
  async function pairedAgain(agent: string | undefined) {
    const pc = trace.pc();
    pc.open();
    const f1 = pc.sell();
    pc.connect();
    await pc.settle();
    const revocations = revocationFile(join(pc.dir, 'revocations'));
    const { db } = trace.cloud;
    const person = await requirePerson(db, { org: WORLD.org, person: WORLD.person, session: WORLD.session });
    await revokeAgentKey(db, person, CALLER.agent, revocations, ADDRESS);
    const f2 = pc.sell();
    expect(await (await pc.asks('batch')).pass()).toBe(401);
    await pc.close();
    const wish = { shop: WORLD.shop, autoConfirm: true, address: ADDRESS, ...(agent === undefined ? {} : { agent }) };
    const { code } = await makePairingCode(db, pepper, person, wish);
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const nonce = makeNonce(pepper, Date.now());
    const signature = sign(null, Buffer.from(`${nonce}.${code}`), privateKey).toString('base64url');
    const about = { installId: '0'.repeat(32), hostName: 'pc', system: 'linux' };
    const request = { code, nonce, signature, publicKey: publicKey.export({ format: 'jwk' }).x ?? '', ...about };
    const enrolled = await redeemPairingCode(db, { pepper, keyMode: 'test', revocations }, request, ADDRESS);
    pc.caller = { agent: enrolled.agent, key: enrolled.key.split('_')[2] ?? '' } satisfies Caller;
    pc.open();
    return { pc, f1, f2, paired: enrolled.agent };
  }

  async function backlogOf(pc: TracePc): Promise<number> {
    pc.connect();
    await pc.flow(2).catch(() => undefined);
    return pc.journal.pending();
  }

  it('the agent is kept, and its backlog drains into the same stream', async () => {
    const { pc, f1, f2, paired } = await pairedAgain(CALLER.agent);
    expect(paired).toBe(CALLER.agent);
    pc.connect();
    await pc.settle();
    const view = await trace.cloud.look();
    for (const fact of [f1, f2]) expect(custodyOf(view, fact.hash)).toEqual(ONCE);
    expect(view.streams).toHaveLength(1);
  });

  it('taken out: paired as somebody else, what was written before finds no stream to go to', async () => {
    const { pc, f2, paired } = await pairedAgain(undefined);
    expect(paired).not.toBe(CALLER.agent);
    expect(await backlogOf(pc)).toBeGreaterThan(0);
    expect(custodyOf(await trace.cloud.look(), f2.hash)).toEqual(NOWHERE);
  });
});
