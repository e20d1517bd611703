import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { JOB_QUEUES, type JobPage } from '@tillbridge/shared/reads-jobs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let alpha: TestOrganization;
let beta: TestOrganization;
let owner: Cookies;
let stranger: Cookies;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  alpha = await makeOrganization(api.db, 'Alpha');
  beta = await makeOrganization(api.db, 'Beta');
  owner = await signInAs(api.app, alpha.people.owner);
  stranger = await signInAs(api.app, beta.people.owner);
});
afterAll(() => api.close());
beforeEach(() => api.db.sql`delete from pgboss.job`);

async function put(queue: string, data: object, more: { state?: string; message?: string } = {}): Promise<string> {
  const id = randomUUID();
  const { state = 'created', message = 'it broke' } = more;
  await api.db.sql`
    insert into pgboss.job (id, name, data, state, output, completed_on)
    values (${id}, ${queue}, ${JSON.stringify(data)}::text::jsonb, ${state}::pgboss.job_state,
      ${JSON.stringify({ message })}::text::jsonb, ${state === 'created' ? null : new Date()})`;
  return id;
}

async function read(cookies: Cookies): Promise<JobPage> {
  const answer = await api.app.inject({ url: '/api/v1/jobs', cookies: { ...cookies } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<JobPage>();
}

const redrive = (cookies: Cookies, id: string) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/jobs/dead-letters/${id}/redrive`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
  });

const of = (page: JobPage, queue: string) => page.queues.find((one) => one.queue === queue);
const waitingJobs = () => api.db.sql`
  select data, retry_limit, expire_in::text, dead_letter from pgboss.job where name = 'redrive' and state = 'created'`;

it('shows every queue with what waits, failed and was done, and when its schedule runs next', async () => {
  await put('alarms', {});
  await put('alarms', {}, { state: 'failed' });
  await put('alarms', {}, { state: 'completed' });
  const page = await read(owner);
  expect(page.queues.map(({ queue }) => queue)).toEqual([...JOB_QUEUES]);
  const alarms = of(page, 'alarms');
  expect(alarms).toMatchObject({ waiting: 1, running: 0, failed: 1, lastDoneAt: expect.any(String) });
  const untilNextMs = Date.parse(alarms?.nextAt ?? '') - Date.parse(page.asOf);
  expect(untilNextMs).toBeGreaterThan(0);
  expect(untilNextMs).toBeLessThanOrEqual(60_000);
  expect(of(page, 'redrive')).toMatchObject({ nextAt: null, lastDoneAt: null });
});

it('keeps a job of another organization out of the figures and out of what was given up', async () => {
  await put('redrive', { org: beta.id, hash: 'of beta' });
  await put('dead-redrive', { org: beta.id, hash: 'of beta' }, { message: 'only for beta' });
  const mine = await read(owner);
  expect(of(mine, 'redrive')).toMatchObject({ waiting: 0 });
  expect(mine.deadLetters).toEqual([]);
  const theirs = await read(stranger);
  expect(of(theirs, 'redrive')).toMatchObject({ waiting: 1 });
  expect(theirs.deadLetters).toMatchObject([{ queue: 'redrive', own: true, reason: 'only for beta' }]);
});

it('does not quote why a job of the whole installation failed', async () => {
  await put('dead-alarms', {}, { message: `duplicate key (org_id)=(${beta.id})` });
  expect((await read(owner)).deadLetters).toMatchObject([{ queue: 'alarms', own: false, reason: null, times: 1 }]);
});

it('puts jobs of the same content back once, with the patience of their queue, and writes who did it', async () => {
  const job = { org: alpha.id, hash: 'the same' };
  const ids = [await put('dead-redrive', job), await put('dead-redrive', job)];
  await put('dead-redrive', { org: alpha.id, hash: 'another' });
  const [id = ''] = (await read(owner)).deadLetters.filter(({ times }) => times === 2).map((letter) => letter.id);
  expect(ids).toContain(id);
  expect((await redrive(owner, id)).statusCode).toBe(200);
  expect(await waitingJobs()).toMatchObject([
    { data: job, retry_limit: 5, expire_in: '00:02:00', dead_letter: 'dead-redrive' },
  ]);
  expect((await read(owner)).deadLetters).toHaveLength(1);
  const trail = await withTenant(
    api.db,
    alpha.id,
    (tx) => tx`select subject, detail from audit_events where action = 'job.redriven'`,
  );
  expect(trail).toMatchObject([{ subject: 'redrive', detail: { jobs: 2 } }]);
});

it('makes one try of two presses at the same moment', async () => {
  const id = await put('dead-redrive', { org: alpha.id, hash: 'pressed twice' });
  const codes = await Promise.all([redrive(owner, id), redrive(owner, id), redrive(owner, id)]);
  expect(codes.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404, 404]);
  expect(await waitingJobs()).toHaveLength(1);
});

it('answers the same to what belongs to another organization, to a job that still waits and to nothing at all', async () => {
  const foreign = await put('dead-redrive', { org: beta.id, hash: 'x' });
  const waiting = await put('alarms', {});
  for (const id of [foreign, waiting, randomUUID()])
    expect((await redrive(owner, id)).json()).toMatchObject({ status: 404, code: 'api.not-found' });
  expect(await waitingJobs()).toHaveLength(0);
});
