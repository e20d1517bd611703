import type { AddressInfo } from 'node:net';
import { COUNTER_PERMISSIONS } from '@tillbridge/shared/permissions';
import postgres from 'postgres';
import { makeOrganization, type TestOrganization } from '../../../cloud/api/test/make-world.ts';
import { type Cookies, pairAgent, signInAs, startApi, type TestApi } from '../../../cloud/api/test/start-api.ts';
import { type ConsoleRig, openConsoleRig, PAYOUT_LIMIT_MINOR, STAFF } from '../../console/console-rig.ts';
import { cloneDatabase } from '../../postgres/clone-database.ts';
import { type Cable, layCable } from '../rig-cable.ts';

/** A shop with its console, its machine and its cloud, and a network cable between shop and cloud that can be pulled. */
export interface DayShop {
  readonly rig: ConsoleRig;
  readonly cable: Cable;
  readonly api: TestApi;
  readonly org: TestOrganization;
  /** The cloud's tables, past every policy. */
  readonly sql: postgres.Sql;
  readAsOwner<T>(path: string): Promise<T>;
  askAsOwner(path: string, payload: object): Promise<void>;
  close(): Promise<void>;
}

const SPEED = 40;
/** Napha serves and counts blind; only Anong approves. */
const APPROVES: readonly string[] = ['shift.approve', 'payout.approve'];

/** Needs the programs of `npm run build`. People and limits are set in the cloud, and come to the shop by themselves. */
export async function openDayShop(): Promise<DayShop> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const cloned = await cloneDatabase();
    const api = await startApi(cloned);
    closers.push(() => api.close());
    const sql = postgres(cloned.superUrl, { max: 2 });
    closers.push(() => sql.end());
    const org = await makeOrganization(api.db, 'Alpha');
    const owner = await signInAs(api.app, org.people.owner);
    const askAsOwner = asOwner(api, owner);
    await setStaff(askAsOwner, org.shop);
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    const cable = await layCable((api.app.server.address() as AddressInfo).port);
    closers.push(() => cable.close());
    const { agent, key, privateKey } = await pairAgent(api.app, owner, org.shop);
    const cloud = `http://127.0.0.1:${cable.port}`;
    const paired = { cloud, agent, key, privateKey, organization: org.id, shop: org.shop, machine: org.machine };
    const rig = await openConsoleRig({ paired, speed: SPEED, fillPercent: 45 });
    closers.push(() => rig.stop());
    const readAsOwner = async <T>(path: string) => {
      const answer = await api.app.inject({ url: `/api/v1/${path}`, cookies: { ...owner } });
      if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
      return answer.json<T>();
    };
    return { rig, cable, api, org, sql, readAsOwner, askAsOwner, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Asks a change of the cloud as the owner's page does. Throws when it is refused. */
function asOwner(api: TestApi, owner: Cookies): DayShop['askAsOwner'] {
  return async (path, payload) => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    const url = `/api/v1/${path}`;
    const answer = await api.app.inject({ method: 'POST', url, headers, cookies: { ...owner }, payload });
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
  };
}

async function setStaff(ask: DayShop['askAsOwner'], shop: string): Promise<void> {
  const mostly = COUNTER_PERMISSIONS.filter((permission) => !APPROVES.includes(permission));
  await ask(`shops/${shop}/employees`, { ...STAFF.napha, permissions: mostly });
  await ask(`shops/${shop}/employees`, { ...STAFF.anong, permissions: [...COUNTER_PERMISSIONS] });
  const variance = { automaticMinor: 0, reasonMinor: 50_000 };
  await ask(`shops/${shop}/limits`, { payoutWithoutApprovalMinor: PAYOUT_LIMIT_MINOR, variance, parLevels: [] });
}
