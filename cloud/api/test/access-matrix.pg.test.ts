import { withTenant } from '@tillbridge/core/db/client';
import { SYSTEM_ROLES, type SystemRole } from '@tillbridge/shared/permissions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { openTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import * as agents from './matrix/agent-calls.ts';
import { ALARM_CALLS, ALARMS_WITHOUT_TARGET, type AlarmTarget, noAlarm, raiseAlarm } from './matrix/alarm-calls.ts';
import { ANOMALIES_WITHOUT_TARGET, ANOMALY_CALLS, type AnomalyTarget, addAnomaly } from './matrix/anomaly-calls.ts';
import * as archive from './matrix/archive-calls.ts';
import { CASH_CALLS, CASH_WITHOUT_TARGET, type CashTarget, noCash, takeCash } from './matrix/cash-calls.ts';
import * as custody from './matrix/custody-calls.ts';
import { EMPLOYEE_CALLS } from './matrix/employee-calls.ts';
import { addDeadLetter, JOB_CALLS, JOBS_WITHOUT_TARGET, type JobTarget } from './matrix/job-calls.ts';
import * as people from './matrix/people-calls.ts';
import * as reversals from './matrix/reversal-calls.ts';
import * as roles from './matrix/role-calls.ts';
import { SHOP_CALLS, SHOPS_WITHOUT_TARGET } from './matrix/shop-calls.ts';
import { type Cookies, fingerprintOfKey, signInAs, startApi, type TestApi } from './start-api.ts';

const ROLES = Object.keys(SYSTEM_ROLES) as SystemRole[];
/** A role is asked for every route three times and once for nothing; a busy machine takes its time. */
const ROLE_PATIENCE_MS = 120_000;
const SEES_ALL: readonly SystemRole[] = ['owner', 'accountant', 'auditor'];

/** What lies in one shop, by the names that routes use. */
interface Target
  extends archive.ArchivedTarget,
    CashTarget,
    custody.CustodyTarget,
    people.PeopleTarget,
    agents.AgentTarget,
    AlarmTarget,
    AnomalyTarget,
    JobTarget,
    reversals.ReversalTarget,
    roles.RoleTarget {
  readonly org: string;
  readonly shop: string;
  readonly machine: string;
  readonly fingerprint: string;
  readonly employee: string;
}

let api: TestApi;
let targets: { own: Target; otherShop: Target; otherOrganization: Target };
const cookies = new Map<SystemRole, Cookies>();

beforeAll(async () => {
  api = await startApi(await cloneDatabase(), { places: { audit: undefined, archive: archive.ARCHIVE } });
  const alpha = await makeOrganization(api.db, 'Alpha');
  const beta = await makeOrganization(api.db, 'Beta');
  for (const role of ROLES) cookies.set(role, await signInAs(api.app, alpha.people[role]));
  const owner = cookies.get('owner') ?? {};
  const stranger = await signInAs(api.app, beta.people.owner);
  const old = await archive.archiveOldSales(api, { org: alpha, owner }, { org: beta, owner: stranger });
  targets = {
    own: { ...old.own, ...(await fill(alpha, owner, alpha.shop, alpha.machine)) },
    otherShop: { ...old.otherShop, ...(await fill(alpha, owner, alpha.otherShop, alpha.otherMachine)) },
    otherOrganization: { ...old.otherOrganization, ...(await fill(beta, stranger, beta.shop, beta.machine)) },
  };
}, 90_000);
afterAll(() => api.close());

/** A till with one sale and one line that goes to quarantine. */
async function fill(
  org: TestOrganization,
  owner: Cookies,
  shop: string,
  machine: string,
): Promise<Omit<Target, keyof archive.ArchivedTarget>> {
  const till = await openTill(api.app, owner, shop, machine);
  till.chain.sale();
  const ofCash = takeCash(till.chain);
  const poison = till.chain.raw('{"not":"a fact"}');
  const misnamed = custody.misname(till, machine);
  await till.deliver();
  await custody.salvage(api.app, till.token, poison);
  const [row] = await withTenant(
    api.db,
    org.id,
    (tx) =>
      tx<
        { id: string }[]
      >`select transaction_id as id from cash_transactions where shop_id = ${shop} and kind = 'sale' and outcome = 'completed'`,
  );
  const transaction = row?.id ?? '';
  const fingerprint = fingerprintOfKey(till.agent.privateKey);
  const employee = await addCashier(owner, shop);
  const { agent } = till.agent;
  const anomaly = await addAnomaly(api.db, org.id, shop);
  const ofAlarm = await raiseAlarm(api.db, org.id, shop);
  const place = {
    org: org.id,
    shop,
    machine,
    agent,
    fingerprint,
    transaction,
    epoch: till.chain.epoch,
    hash: poison.hash,
    sequence: poison.sequence,
    divergence: await custody.diverge(api.db, org.id, shop),
    misnamed,
    ...(await custody.askForMapping(api, org, shop, machine)),
    ...(await reversals.askForReversal(api, org, { shop, machine, agent })),
  };
  const ofAgent = await agents.fillAgent(api, org, shop, till.agent);
  const ofRoles = await roles.fillRoles(api, org.id, shop);
  const ofPeople = await people.addPeople(api, org.id, owner, shop);
  const ofJobs = await addDeadLetter(api.db, org.id);
  return { ...place, employee, anomaly, ...ofCash, ...ofAgent, ...ofAlarm, ...ofRoles, ...ofPeople, ...ofJobs };
}

async function addCashier(owner: Cookies, shop: string): Promise<string> {
  const added = await api.app.inject({
    method: 'POST',
    url: `/api/v1/shops/${shop}/employees`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...owner },
    payload: { number: '1', name: 'Malee', permissions: ['machine.exchange'], pin: '2580' },
  });
  return added.json<{ id: string }>().id;
}

/** How each route that needs a permission is called for a target. A route that is missing here fails the matrix. */
const CALLS: Record<string, (target: Target) => agents.Call> = {
  ...archive.ARCHIVE_CALLS,
  ...CASH_CALLS,
  ...people.PEOPLE_CALLS,
  ...ALARM_CALLS,
  ...ANOMALY_CALLS,
  ...JOB_CALLS,
  ...EMPLOYEE_CALLS,
  ...SHOP_CALLS,
  ...roles.ROLE_CALLS,
  ...custody.CUSTODY_CALLS,
  ...reversals.REVERSAL_CALLS,
  ...agents.AGENT_CALLS,
  'GET /api/v1/today': () => ({ method: 'GET', url: '/api/v1/today' }),
  'GET /api/v1/shops/:shopId': ({ shop }) => ({ method: 'GET', url: `/api/v1/shops/${shop}` }),
  'GET /api/v1/shops/:shopId/transactions': ({ shop }) => ({
    method: 'GET',
    url: `/api/v1/shops/${shop}/transactions`,
  }),
  'GET /api/v1/transactions/:id': ({ transaction }) => ({ method: 'GET', url: `/api/v1/transactions/${transaction}` }),
  'POST /api/v1/pairing-codes': ({ shop, agent }) => ({
    method: 'POST',
    url: '/api/v1/pairing-codes',
    payload: { shopId: shop, agentId: agent },
  }),
  'GET /api/v1/agents/waiting': () => ({ method: 'GET', url: '/api/v1/agents/waiting' }),
  'POST /api/v1/agents/:id/confirm': ({ agent, fingerprint }) => ({
    method: 'POST',
    url: `/api/v1/agents/${agent}/confirm`,
    payload: { fingerprint },
  }),
  'POST /api/v1/agents/:id/revoke': ({ agent }) => ({
    method: 'POST',
    url: `/api/v1/agents/${agent}/revoke`,
    payload: {},
  }),
  'GET /api/v1/audit': () => ({ method: 'GET', url: '/api/v1/audit' }),
  'POST /api/v1/audit/verify': () => ({ method: 'POST', url: '/api/v1/audit/verify' }),
};
/** Answered to everybody of the organization, with only what they may see in it. */
const WITHOUT_TARGET = new Set<string>([
  ...archive.ARCHIVE_WITHOUT_TARGET,
  ...CASH_WITHOUT_TARGET,
  ...people.PEOPLE_WITHOUT_TARGET,
  ...custody.CUSTODY_WITHOUT_TARGET,
  'GET /api/v1/reversals',
  ...agents.AGENT_WITHOUT_TARGET,
  ...roles.ROLE_WITHOUT_TARGET,
  'GET /api/v1/today',
  'GET /api/v1/agents/waiting',
  'GET /api/v1/audit',
  'POST /api/v1/audit/verify',
  ...ALARMS_WITHOUT_TARGET,
  ...ANOMALIES_WITHOUT_TARGET,
  ...JOBS_WITHOUT_TARGET,
  ...SHOPS_WITHOUT_TARGET,
]);
const SETTLED_ONCE: ReadonlySet<string> = new Set([...custody.DONE_ONCE, ...reversals.REVERSED_ONCE]);
/** Sockets, downloads that take a ticket of their own, and looking through a role have tests of their own. */
const ELSEWHERE = new Set(['GET /api/v1/live', 'GET /api/v1/exports/file', 'POST /api/v1/session/view-as']);

function permissionRoutes(): { name: string; access: string }[] {
  return api.app.routeTable
    .filter((route) => route.method !== 'HEAD' && !['public', 'agent', 'signed-in'].includes(route.access))
    .map((route) => ({ name: `${route.method} ${route.url}`, access: route.access }))
    .filter((route) => !ELSEWHERE.has(route.name));
}

describe('role × route × {own shop, other shop, other organization}', () => {
  it('covers every route that needs a permission', () => {
    expect(
      permissionRoutes()
        .map((route) => route.name)
        .sort(),
    ).toEqual(Object.keys(CALLS).sort());
  });

  it.each(ROLES)(
    'lets %s see and do what the role says, and answers the same 404 to everything foreign',
    async (role) => {
      const missing = '00000000-0000-7000-8000-000000000000';
      const nowhere = {
        org: missing,
        machine: missing,
        ...noAlarm(missing),
        ...custody.noCustody(missing),
        ...noCash(missing),
        deadLetter: missing,
        fingerprint: '0'.repeat(32),
        transaction: missing,
        ...reversals.noReversal(missing),
        employee: missing,
        anomaly: missing,
        ...archive.NOTHING_ARCHIVED,
        ...agents.NO_AGENT_TARGET,
        ...roles.NO_ROLE_TARGET,
        ...people.NO_PEOPLE_TARGET,
      };
      for (const { name, access } of permissionRoutes()) {
        const held = (SYSTEM_ROLES[role] as readonly string[]).includes(access);
        const unknown = await call(role, name, nowhere);
        for (const [place, target] of Object.entries(targets)) {
          await agents.putBackAgent(api, target);
          const answer = await call(role, name, target);
          const visible = place === 'own' || (place === 'otherShop' && SEES_ALL.includes(role));
          const expected = !held ? 403 : WITHOUT_TARGET.has(name) || visible ? 200 : 404;
          if (expected === 200 && SETTLED_ONCE.has(name) && answer.statusCode === 409) continue;
          expect(answer.statusCode, `${role} ${name} ${place}: ${answer.body}`).toBe(expected);
          if (expected === 404) expect(sameAnswer(answer.body)).toEqual(sameAnswer(unknown.body));
          if (expected === 200) expectNothingForeign(role, answer.body);
        }
      }
    },
    ROLE_PATIENCE_MS,
  );

  it('lets nobody in who is not signed in', async () => {
    for (const { name } of permissionRoutes()) {
      const answer = await call(undefined, name, targets.own);
      expect(answer.json(), name).toMatchObject({ code: 'api.signed-out', status: 401 });
    }
  });

  it('takes a changed role into force on the next request', async () => {
    const { org } = targets.own;
    const change = (permissions: string[]) =>
      withTenant(
        api.db,
        org,
        (tx) => tx`update roles set permissions = ${permissions} where org_id = ${org} and role_key = 'cashier'`,
      );
    await change([]);
    expect((await call('cashier', 'GET /api/v1/today', targets.own)).statusCode).toBe(403);
    await change([...SYSTEM_ROLES.cashier]);
    expect((await call('cashier', 'GET /api/v1/today', targets.own)).statusCode).toBe(200);
  });

  it('writes every refused permission into the trail of the organization', async () => {
    const refused = () =>
      withTenant(
        api.db,
        targets.own.org,
        (tx) =>
          tx`select 1 from audit_events where action = 'permission.refused' and subject = 'agent.revoke' and refused`,
      );
    const before = (await refused()).length;
    await call('cashier', 'POST /api/v1/agents/:id/revoke', targets.own);
    expect((await refused()).length).toBe(before + 1);
  });
});

function call(role: SystemRole | undefined, name: string, target: Target) {
  const wish = CALLS[name]?.(target);
  if (wish === undefined) throw new Error(`no call for ${name}`);
  return api.app.inject({
    ...wish,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...(role === undefined ? {} : cookies.get(role)) },
  });
}

function expectNothingForeign(role: SystemRole, body: string): void {
  const hidden = [targets.otherOrganization, ...(SEES_ALL.includes(role) ? [] : [targets.otherShop])];
  for (const target of hidden) {
    const { shop, agent, transaction, employee, shift, unsettled, collection, person, invitation } = target;
    for (const id of [shop, agent, transaction, employee, shift, unsettled, collection, person, invitation])
      expect(body).not.toContain(id);
  }
  expect(body).not.toContain(targets.otherOrganization.org);
}

function sameAnswer(body: string): object {
  return { ...(JSON.parse(body) as object), requestId: '' };
}
