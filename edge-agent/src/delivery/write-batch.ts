import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { BatchEnvelope, Start } from '@tillbridge/shared/sync';
import type { Cut } from './cut-batch.ts';

/** A batch as it goes over the line, kept until it is answered so that the same bytes can be sent again. */
export interface WrittenBatch {
  readonly cut: Cut;
  readonly incarnation: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface EnvelopeFacts {
  readonly start: Start;
  readonly incarnation: string;
  readonly stats: BatchEnvelope['stats'];
}

const LINE_END = Buffer.from('\n');
/** The lines are hashes and ids for the most part: a higher level costs more time than it saves bytes. */
const GZIP_LEVEL = 1;
/** Below this a thread of its own costs more than the work. */
const IN_PLACE_BYTES = 16_384;
const gzipAside = promisify(gzip);

/** Envelope and lines as NDJSON, packed. */
export async function writeBatch(cut: Cut, facts: EnvelopeFacts): Promise<WrittenBatch> {
  const { start, incarnation, stats } = facts;
  const { epoch, from, to, toHash, tail, after, lost, damaged } = cut;
  const envelope: BatchEnvelope = {
    epoch,
    start,
    incarnation,
    from,
    to,
    toHash,
    stats,
    ...(tail ? { tail } : {}),
    ...(after === undefined ? {} : { after }),
    ...(lost === undefined ? {} : { lost }),
    ...(damaged.length === 0 ? {} : { damaged: [...damaged] }),
  };
  const parts: Uint8Array[] = [Buffer.from(JSON.stringify(envelope)), LINE_END];
  for (const line of cut.lines) parts.push(line, LINE_END);
  const plain = Buffer.concat(parts);
  const options = { level: GZIP_LEVEL };
  const body = plain.length < IN_PLACE_BYTES ? gzipSync(plain, options) : await gzipAside(plain, options);
  return { cut, incarnation, body };
}
