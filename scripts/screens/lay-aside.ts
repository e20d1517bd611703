import { createHash, randomUUID } from 'node:crypto';
import { canonical } from '@tillbridge/shared/canonical';
import postgres from 'postgres';

/**
 * Sets a line aside beside the first fact of a shop's newest stream: the first sale there was, under another operation and
 * with whatever differs in its body. Answers the path of its page.
 */
export async function layAside(superUrl: string, shop: string, differs: object): Promise<string> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => undefined });
  try {
    const [first] = await sql<{ org: string; agent: string; epoch: string; sequence: string; raw: Buffer }[]>`
      select org_id as org, agent_id as agent, epoch, sequence, raw
      from facts
      where shop_id = ${shop} and kind = 'cash.transaction' and branch = 0
      order by received_at desc, sequence desc
      limit 1`;
    if (first === undefined) throw new Error('the shop has no sale');
    const { org, agent, epoch, sequence } = first;
    const fact = JSON.parse(first.raw.toString('utf8')) as { body: object };
    const body = { ...fact.body, operation: randomUUID(), ...differs };
    const raw = Buffer.from(canonical({ ...fact, id: randomUUID(), body }));
    const hash = createHash('sha256').update(raw).digest();
    await sql`
      insert into quarantine (org_id, shop_id, agent_id, epoch, sequence, hash, raw, code, detail, in_stream)
      values (${org}, ${shop}, ${agent}, ${epoch}, ${sequence}, ${hash}, ${raw}, 'fact.machine', 'a name of the test', false)`;
    await sql`update streams set has_quarantine = true where org_id = ${org} and agent_id = ${agent} and epoch = ${epoch}`;
    return `/quarantine/${agent}/${epoch}/${sequence}/${hash.toString('hex')}`;
  } finally {
    await sql.end();
  }
}
