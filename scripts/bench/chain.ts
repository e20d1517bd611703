import { hash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { canonical } from '@tillbridge/shared/canonical';
import type { CashTransactionBody } from '@tillbridge/shared/fact';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { BenchAgent } from './cloud-rig.ts';
import { saleBody } from './sale-body.ts';

const sha256 = (bytes: Buffer) => hash('sha256', bytes, 'hex');
const hex32 = () => randomBytes(16).toString('hex');

/** One fact ready to send, with what a bare insert of the same row needs. */
export interface ChainFact {
  readonly line: Buffer;
  readonly hash: string;
  readonly id: string;
  readonly kind: string;
  readonly sequence: number;
  readonly sale: CashTransactionBody | undefined;
}

export interface Chain {
  readonly epoch: string;
  readonly header: string;
  readonly headerHash: string;
  readonly start: { readonly number: number; readonly nonce: string };
  readonly occurredAt: string;
  readonly businessDate: string;
  readonly facts: readonly ChainFact[];
}

/** A shop's stream as it really looks: an intent before each sale. `count` facts, chained from an epoch of its own. */
export function makeChain(agent: BenchAgent, count: number): Chain {
  const epoch = hex32();
  const header = canonical({
    v: 1,
    agent: agent.agent,
    epoch,
    installId: hex32(),
    start: 1,
    reason: 'first',
    parent: null,
  });
  const headerHash = sha256(Buffer.from(header));
  const occurredAt = new Date(Date.now() - 60_000).toISOString();
  const businessDate = occurredAt.slice(0, 10);
  const mono = { boot: hex32(), ms: 1 };
  const facts: ChainFact[] = [];
  let prev = headerHash;
  let sale = saleOf(agent);
  for (let sequence = 1; sequence <= count; sequence++) {
    const ends = sequence % 2 === 0;
    if (!ends) sale = saleOf(agent);
    const { machine, operation, currency, amountMinor } = sale;
    const body = ends ? sale : { machine, operation, kind: 'sale', currency, amountMinor };
    const kind = ends ? 'cash.transaction' : 'operation.intended';
    const id = uuidv7(Date.now(), randomBytes(10));
    const place = { v: 1, agent: agent.agent, epoch, sequence, id, kind, occurredAt, businessDate };
    const line = Buffer.from(canonical({ ...place, mono, clockOk: true, body, prev }));
    prev = sha256(line);
    facts.push({ line, hash: prev, id, kind, sequence, sale: ends ? sale : undefined });
  }
  return { epoch, header, headerHash, start: { number: 1, nonce: hex32() }, occurredAt, businessDate, facts };
}

function saleOf(agent: BenchAgent): CashTransactionBody {
  return { ...saleBody(1, agent.machine), operation: uuidv7(Date.now(), randomBytes(10)) };
}

/** Requests made before the clock runs: the client's own work is not what is measured. */
export function makeBatches(chain: Chain, incarnation: string, size: number): readonly Buffer[] {
  const batches: Buffer[] = [];
  for (let at = 0; at < chain.facts.length; at += size) {
    const facts = chain.facts.slice(at, at + size);
    const to = at + facts.length;
    const { epoch, start } = chain;
    const toHash = facts.at(-1)?.hash;
    const envelope = { epoch, start, incarnation, from: at + 1, to, toHash, stats: { pending: 0, oldestPendingMs: 0 } };
    const lines = facts.map((fact) => fact.line.toString('utf8'));
    batches.push(gzipSync([canonical(envelope), ...lines].join('\n'), { level: 1 }));
  }
  return batches;
}
