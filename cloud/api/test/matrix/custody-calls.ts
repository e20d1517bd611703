import { randomUUID } from 'node:crypto';
import { type Database, withTenant } from '@tillbridge/core/db/client';
import type { FastifyInstance } from 'fastify';
import { newId } from '../../../core/test/build-facts.ts';
import { post as sendFact, type TestTill } from '../fill-shop.ts';
import type { TestOrganization } from '../make-world.ts';
import type { TestApi } from '../start-api.ts';
import type { Call } from './agent-calls.ts';

/** A line in quarantine of one shop. */
export interface CustodyTarget {
  readonly agent: string;
  readonly epoch: string;
  readonly hash: string;
  readonly sequence: number;
  readonly divergence: string;
  /** A line that names a machine nobody knows, and a mapping that somebody asked for. */
  readonly misnamed: { readonly sequence: number; readonly hash: string; readonly from: string; readonly to: string };
  readonly mapping: string;
}

/** A line, and what people said of it, where nothing is. */
export const noCustody = (missing: string): CustodyTarget => ({
  agent: missing,
  epoch: '0'.repeat(32),
  sequence: 1,
  hash: '0'.repeat(64),
  divergence: missing,
  misnamed: { sequence: 1, hash: '0'.repeat(64), from: missing, to: missing },
  mapping: missing,
});

/** Adds a line that names an unknown machine to what the till delivers next. */
export function misname(till: TestTill, machine: string): CustodyTarget['misnamed'] {
  const from = randomUUID();
  const { sequence, hash } = till.chain.sale({ machine: from });
  return { sequence, hash, from, to: machine };
}

export async function askForMapping(
  api: TestApi,
  org: TestOrganization,
  shop: string,
  machine: string,
): Promise<Pick<CustodyTarget, 'mapping'>> {
  const mapping = randomUUID();
  await withTenant(
    api.db,
    org.id,
    (tx) => tx`
      insert into quarantine_mappings (org_id, mapping_id, shop_id, what, from_name, to_name, reason, asked_by)
      values (${org.id}, ${mapping}, ${shop}, 'machine', ${randomUUID()}, ${machine}, 'a test', ${org.people.auditor.id})`,
  );
  return { mapping };
}

const keyOf = ({ agent, epoch, sequence, hash }: CustodyTarget) => ({ agent, epoch, sequence, hash });
const post = (url: string, payload: object): Call => ({ method: 'POST', url, payload });

/** The same bytes as a file that could not be read as lines. */
export async function salvage(
  app: FastifyInstance,
  token: string,
  fact: { line: Buffer; hash: string },
): Promise<void> {
  const payload = { file: fact.hash, offset: 0, totalBytes: fact.line.length, bytes: fact.line.toString('base64') };
  const answer = await sendFact(app, token, '/v1/sync/salvage', payload);
  if (answer.statusCode !== 200) throw new Error(`no salvage: ${answer.body}`);
}

/** A matter of this shop that a comparison could not put right. */
export async function diverge(db: Database, org: string, shop: string): Promise<string> {
  const id = newId();
  await withTenant(
    db,
    org,
    (tx) => tx`
      insert into divergences (org_id, divergence_id, shop_id, business_date, what, subject, rows, state)
      values (${org}, ${id}, ${shop}, now(), 'derived', 'day daily_summaries', 1, 'open')`,
  );
  return id;
}

/** How the routes of custody are called for a target. */
export const CUSTODY_CALLS: Record<string, (target: CustodyTarget) => Call> = {
  'GET /api/v1/quarantine': () => ({ method: 'GET', url: '/api/v1/quarantine' }),
  'GET /api/v1/quarantine/:agent/:epoch/:sequence/:hash': ({ agent, epoch, sequence, hash }) => ({
    method: 'GET',
    url: `/api/v1/quarantine/${agent}/${epoch}/${sequence}/${hash}`,
  }),
  'GET /api/v1/pipeline': () => ({ method: 'GET', url: '/api/v1/pipeline' }),
  'GET /api/v1/divergences': () => ({ method: 'GET', url: '/api/v1/divergences' }),
  'POST /api/v1/divergences/:id/settle': ({ divergence }) =>
    post(`/api/v1/divergences/${divergence}/settle`, { said: 'a test' }),
  'GET /api/v1/agents/:id/salvage/:hash': ({ agent, hash }) => ({
    method: 'GET',
    url: `/api/v1/agents/${agent}/salvage/${hash}`,
  }),
  'POST /api/v1/quarantine/redrive': (target) => post('/api/v1/quarantine/redrive', keyOf(target)),
  'POST /api/v1/quarantine/discard': (target) =>
    post('/api/v1/quarantine/discard', { line: keyOf(target), reason: 'a test' }),
  'POST /api/v1/quarantine/discard/approve': (target) => post('/api/v1/quarantine/discard/approve', keyOf(target)),
  'POST /api/v1/quarantine/discard/withdraw': (target) => post('/api/v1/quarantine/discard/withdraw', keyOf(target)),
  'GET /api/v1/quarantine/mappings': () => ({ method: 'GET', url: '/api/v1/quarantine/mappings' }),
  'POST /api/v1/quarantine/mappings': ({ agent, epoch, misnamed: { sequence, hash, from, to } }) =>
    post('/api/v1/quarantine/mappings', {
      line: { agent, epoch, sequence, hash },
      what: 'machine',
      from,
      to,
      reason: 'a test',
    }),
  ...Object.fromEntries(
    ['approve', 'end', 'redrive'].map((verb) => [
      `POST /api/v1/quarantine/mappings/:id/${verb}`,
      ({ mapping }: CustodyTarget) => post(`/api/v1/quarantine/mappings/${mapping}/${verb}`, {}),
    ]),
  ),
};

export const CUSTODY_WITHOUT_TARGET = [
  'GET /api/v1/quarantine',
  'GET /api/v1/quarantine/mappings',
  'GET /api/v1/pipeline',
  'GET /api/v1/divergences',
] as const;

/** Whoever may is answered 200, or 409 where somebody did it before. */
export const DONE_ONCE: ReadonlySet<string> = new Set([
  'POST /api/v1/quarantine/discard',
  'POST /api/v1/quarantine/discard/approve',
  'POST /api/v1/quarantine/discard/withdraw',
  'POST /api/v1/quarantine/mappings',
  'POST /api/v1/quarantine/mappings/:id/approve',
  'POST /api/v1/quarantine/mappings/:id/end',
  'POST /api/v1/quarantine/mappings/:id/redrive',
]);
