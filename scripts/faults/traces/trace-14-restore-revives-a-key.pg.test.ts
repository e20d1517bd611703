import { join } from 'node:path';
import { replayRevocations, revocationFile } from '@tillbridge/core/keys/revocations';
import { revokeAgentKey } from '@tillbridge/core/keys/revoke-agent-key';
import { requirePerson } from '@tillbridge/core/people/require-person';
import { describe, expect, it } from 'vitest';
import { WORLD } from '../world.ts';
import { openTrace } from './open-trace.ts';
import { CALLER } from './trace-cloud.ts';

describe('trace 14: backup, revoke, restore', () => {
  const trace = openTrace();

  /** Gives the file of revocations that lies outside the database. */
  async function revokedThenRestored(): Promise<string> {
    const pc = trace.pc();
    pc.open();
    const file = join(pc.dir, 'revocations');
    const backup = await trace.cloud.backUp();
    const person = await requirePerson(trace.cloud.db, {
      org: WORLD.org,
      person: WORLD.person,
      session: WORLD.session,
    });
    await revokeAgentKey(trace.cloud.db, person, CALLER.agent, revocationFile(file), '127.0.0.1');
    await expect(trace.cloud.scope()).rejects.toMatchObject({ code: 'agent.key-revoked' });
    await trace.cloud.restore(backup);
    return file;
  }

  it('the revocation is replayed before anything is served, and the key stays dead', async () => {
    const file = await revokedThenRestored();
    expect(await replayRevocations(trace.cloud.db, file)).toBe(1);
    await expect(trace.cloud.scope()).rejects.toMatchObject({ code: 'agent.key-revoked' });
  });

  it('taken out: a restored database brings the key back to life', async () => {
    await revokedThenRestored();
    await expect(trace.cloud.scope()).resolves.toMatchObject({ agent: CALLER.agent });
  });
});
