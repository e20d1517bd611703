import { hashPassword } from '@tillbridge/core/people/password';
import type postgres from 'postgres';
import { CURRENCY, TIME_ZONE, WORLD } from './world.ts';

/** Two shops with a machine each, and an owner who is signed in; written by a superuser. */
export async function seedWorld(tx: postgres.TransactionSql): Promise<void> {
  const { org, shop, otherShop, machine, strayMachine, person } = WORLD;
  const role = '01970000-0000-7000-8000-000000000041';
  await tx`insert into organizations (org_id, name_th, name_en) values (${org}, 'ทดสอบ', 'Test'), (${WORLD.otherOrg}, 'อื่น', 'Other')`;
  await tx`
    insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, currency)
    values (${org}, ${shop}, 'ONE', 'หนึ่ง', 'One', ${TIME_ZONE}, ${CURRENCY}), (${org}, ${otherShop}, 'TWO', 'สอง', 'Two', ${TIME_ZONE}, ${CURRENCY})`;
  await tx`
    insert into machines (org_id, machine_id, shop_id, name, driver, currency)
    values (${org}, ${machine}, ${shop}, 'M1', 'glory-300', ${CURRENCY}), (${org}, ${strayMachine}, ${otherShop}, 'M2', 'glory-300', ${CURRENCY})`;
  await tx`
    insert into people (person_id, email, name, password_hash)
    values (${person}, ${WORLD.email}, 'Owner', ${await hashPassword(WORLD.password)})`;
  await tx`
    insert into roles (org_id, role_id, role_key, name_th, name_en, system, permissions)
    values (${org}, ${role}, 'owner', 'เจ้าของ', 'Owner', true, array['agent.pair', 'agent.revoke', 'quarantine.redrive', 'shop.see', 'transaction.see'])`;
  await tx`insert into memberships (org_id, person_id, role_id, all_shops) values (${org}, ${person}, ${role}, true)`;
  await tx`
    insert into sessions (session_id, person_id, org_id, expires_at)
    values (${WORLD.session}, ${person}, ${org}, now() + interval '1 day')`;
}
