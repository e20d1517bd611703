import type { Tx } from '../db/client.ts';

/**
 * Keeps every writer of facts away from a shop until the transaction ends: whoever takes custody locks its stream first,
 * and a new stream needs its agent's row. False: a stream came between the two locks; try again later.
 */
export async function holdShop(tx: Tx, org: string, shop: string): Promise<boolean> {
  const streams = () => tx<{ epoch: string }[]>`
    select s.epoch
    from streams s
    join agents a on a.org_id = s.org_id and a.agent_id = s.agent_id
    where s.org_id = ${org} and a.shop_id = ${shop}
    order by s.agent_id, s.epoch
    for no key update of s`;
  const held = await streams();
  await tx`select from agents where org_id = ${org} and shop_id = ${shop} order by agent_id for update`;
  const [now] = await tx<{ streams: number }[]>`
    select count(*) as streams
    from streams s
    join agents a on a.org_id = s.org_id and a.agent_id = s.agent_id
    where s.org_id = ${org} and a.shop_id = ${shop}`;
  return now?.streams === held.length;
}

/** Dashboards read a shop again whose figures were put right. */
export async function raiseVersion(tx: Tx, org: string, shop: string): Promise<void> {
  await tx`
    insert into shop_versions as v (org_id, shop_id, version)
    values (${org}, ${shop}, 1)
    on conflict (org_id, shop_id) do update set version = v.version + 1`;
}
