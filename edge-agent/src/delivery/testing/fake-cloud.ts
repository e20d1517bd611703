import { createHash, randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { AgainRequest, BatchEnvelope, OpenRequest, Stretch } from '@tillbridge/shared/sync';
import type { CloudFetch, CloudResponse } from '../cloud-fetch.ts';

interface Place {
  readonly hash: string;
  /** Undefined: declared lost. */
  bytes: string | undefined;
}
interface Stream {
  readonly headerHash: string;
  places: Place[];
  start: { readonly number: number; readonly nonce: string };
}
interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}
export interface Heard {
  readonly path: string;
  readonly body: string;
}

const sha = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const problem = (status: number, code: string): Reply => ({ status, body: { code } });

/** A cloud in memory, written from the protocol and apart from the real one. Lets a test cut, refuse, lose and restore. */
export class FakeCloud {
  incarnation = randomBytes(16).toString('hex');
  streams = new Map<string, Stream>();
  quarantine = new Map<string, string>();
  files = new Map<string, Buffer>();
  revoked = false;
  clockOffsetMs = 0;
  /** Said with each receipt: the cloud is busy. */
  retryAfterMs: number | undefined;
  /** What it lost, and asks for at each open. */
  asks: readonly Stretch[] = [];
  /** Every request that arrived, oldest first. */
  readonly heard: Heard[] = [];
  tokensSold = 0;
  /** Answers instead of the cloud; undefined lets the request through. */
  refuse: (heard: Heard) => Reply | undefined = () => undefined;
  /** True: the cloud does its work and the answer is lost. */
  loseAnswer: (heard: Heard) => boolean = () => false;
  /** True: the request never arrives. */
  cut: (heard: Heard) => boolean = () => false;
  private inFlight = 0;
  inFlightMost = 0;

  readonly fetch: CloudFetch = async (url, init) => {
    const body =
      typeof init.body === 'string' || init.body === undefined
        ? (init.body ?? '')
        : gunzipSync(init.body).toString('latin1');
    const heard = { path: new URL(url).pathname, body };
    if (this.cut(heard)) throw new Error('cut');
    this.inFlight += 1;
    this.inFlightMost = Math.max(this.inFlightMost, this.inFlight);
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.inFlight -= 1;
    this.heard.push(heard);
    const reply = this.refuse(heard) ?? this.answer(heard);
    if (this.loseAnswer(heard)) throw new Error('answer lost');
    return response(reply);
  };

  /** Bytes of an epoch's stream in order, as the cloud holds them. */
  facts(epoch: string): readonly (string | undefined)[] {
    return this.streams.get(epoch)?.places.map((place) => place.bytes) ?? [];
  }

  /** Everything in custody, wherever it lies. */
  everything(): readonly string[] {
    const applied = [...this.streams.values()].flatMap((stream) => stream.places.flatMap((place) => place.bytes ?? []));
    return [...applied, ...this.quarantine.values()];
  }

  batches(): readonly BatchEnvelope[] {
    return this.heard
      .filter(({ path }) => path.endsWith('/batch'))
      .map(({ body }) => JSON.parse(body.split('\n')[0] ?? '') as BatchEnvelope);
  }

  opens(): readonly OpenRequest[] {
    return this.heard.filter(({ path }) => path.endsWith('/open')).map(({ body }) => JSON.parse(body) as OpenRequest);
  }

  /** Answers to what was asked for. */
  agains(): readonly AgainRequest[] {
    return this.heard.filter(({ path }) => path.endsWith('/again')).map(({ body }) => JSON.parse(body) as AgainRequest);
  }

  /** The bytes of these places are lost. */
  lose(epoch: string, ...sequences: readonly number[]): void {
    for (const sequence of sequences) {
      const place = this.streams.get(epoch)?.places[sequence - 1];
      if (place !== undefined) place.bytes = undefined;
      this.asks = [...this.asks, { epoch, from: sequence, to: sequence }];
    }
  }

  /** Silently: the disk is put back, and nothing says so. */
  backup({ silently = false } = {}): () => void {
    const streams = structuredClone(this.streams);
    const [quarantine, files] = [new Map(this.quarantine), new Map(this.files)];
    return () => {
      this.streams = structuredClone(streams);
      this.quarantine = new Map(quarantine);
      this.files = new Map(files);
      if (!silently) this.incarnation = randomBytes(16).toString('hex');
    };
  }

  private answer({ path, body }: Heard): Reply {
    if (path === '/v1/agent/nonce') return { status: 200, body: { nonce: 'n' } };
    if (this.revoked) return problem(401, 'agent.key-revoked');
    if (path === '/v1/agent/token') {
      this.tokensSold += 1;
      const agent = '01890000-0000-7000-8000-000000000001';
      return { status: 200, body: { token: 't', expiresInMs: 600_000, agent, shop: agent } };
    }
    if (path === '/v1/sync/open') return this.open(JSON.parse(body) as OpenRequest);
    if (path === '/v1/sync/salvage')
      return this.salvage(JSON.parse(body) as { file: string; offset: number; bytes: string });
    if (path === '/v1/sync/again') return this.again(JSON.parse(body) as AgainRequest);
    const [envelope = '', ...rest] = body.split('\n');
    return this.batch(JSON.parse(envelope) as BatchEnvelope, rest.slice(0, -1));
  }

  private open(request: OpenRequest): Reply {
    const writers = request.epochs.map((named) => (JSON.parse(named.header) as { agent: string }).agent);
    if (writers.some((writer) => writer !== request.agent)) return problem(400, 'sync.other-agent');
    const epochs = request.epochs.map((named) => {
      const headerHash = sha(named.header);
      const { epoch } = JSON.parse(named.header) as { epoch: string };
      const stream = this.streams.get(epoch) ?? { headerHash, places: [], start: request.start };
      this.streams.set(epoch, stream);
      const end = { highWater: stream.places.length, highWaterHash: stream.places.at(-1)?.hash ?? stream.headerHash };
      if (named.live) {
        const { number, nonce } = stream.start;
        if (request.start.number < number || (request.start.number === number && request.start.nonce !== nonce)) {
          return { epoch, verdict: 'superseded', ...end };
        }
        stream.start = request.start;
        const same = named.acked <= end.highWater && this.hashAt(stream, named.acked) === named.ackedHash;
        return { epoch, verdict: same ? 'resume' : 'behind', ...end };
      }
      const held =
        this.hashAt(stream, named.last) === named.lastHash ||
        this.quarantine.has(`${epoch} ${named.last} ${named.lastHash}`);
      return { epoch, verdict: held ? 'held' : 'wanted', ...end };
    });
    const files = request.files.map(({ hash }) => ({ hash, heldTo: this.files.get(hash)?.length ?? 0 }));
    const limits = { batchLines: 500, batchBytes: 1_048_576 };
    const serverTime = new Date(Date.now() + this.clockOffsetMs).toISOString();
    const again = this.asks.length === 0 ? {} : { again: this.asks };
    return { status: 200, body: { incarnation: this.incarnation, epochs, files, serverTime, limits, ...again } };
  }

  private again({ epoch, lines }: AgainRequest): Reply {
    let putBack = 0;
    for (const { sequence, line } of lines) {
      const place = this.streams.get(epoch)?.places[sequence - 1];
      if (place === undefined || place.hash !== sha(line)) continue;
      place.bytes = Buffer.from(line).toString('latin1');
      putBack += 1;
    }
    return { status: 200, body: { putBack } };
  }

  private batch(envelope: BatchEnvelope, lines: readonly string[]): Reply {
    const stream = this.streams.get(envelope.epoch);
    if (stream === undefined || envelope.incarnation !== this.incarnation) return problem(409, 'sync.reopen');
    const { start } = stream;
    if (!envelope.tail && (envelope.start.number !== start.number || envelope.start.nonce !== start.nonce))
      return problem(409, 'sync.superseded');
    const { after, lost } = envelope;
    if (envelope.tail && (after === undefined || !this.holds(envelope.epoch, stream, after)))
      return problem(409, 'sync.gap');
    if (lost !== undefined && lost.from === stream.places.length + 1 && lost.to === envelope.from - 1) {
      for (let place = lost.from; place <= lost.to; place++)
        stream.places.push({ hash: place === lost.to ? lost.hash : '', bytes: undefined });
    }
    const counts = { applied: 0, duplicates: 0 };
    for (const [index, line] of lines.entries()) {
      const place = envelope.from + index;
      const damaged = envelope.damaged?.includes(place) === true;
      const hash = damaged ? this.provenHash(envelope, lines, index) : sha(Buffer.from(line, 'latin1'));
      const there = stream.places[place - 1];
      if (damaged) {
        this.quarantine.set(`${envelope.epoch} ${place} ${sha(Buffer.from(line, 'latin1'))}`, line);
        if (place === stream.places.length + 1) stream.places.push({ hash, bytes: undefined });
        continue;
      }
      if (there !== undefined && (there.hash === hash || there.hash === '')) {
        there.bytes ??= line;
        counts.duplicates += 1;
      } else if (place === stream.places.length + 1 && this.joins(stream, line)) {
        stream.places.push({ hash, bytes: line });
        counts.applied += 1;
      } else if (envelope.tail) this.quarantine.set(`${envelope.epoch} ${place} ${hash}`, line);
      else return place > stream.places.length + 1 ? problem(409, 'sync.gap') : problem(409, 'sync.fork');
    }
    const end = envelope.tail
      ? { highWater: envelope.to, highWaterHash: envelope.toHash }
      : { highWater: stream.places.length, highWaterHash: stream.places.at(-1)?.hash ?? stream.headerHash };
    if (!envelope.tail && this.hashAt(stream, envelope.to) !== envelope.toHash) return problem(409, 'sync.fork');
    const serverTime = new Date().toISOString();
    const { retryAfterMs } = this;
    return {
      status: 200,
      body: { incarnation: this.incarnation, ...end, ...counts, quarantined: [], serverTime, retryAfterMs },
    };
  }

  private salvage({ file, offset, bytes }: { file: string; offset: number; bytes: string }): Reply {
    const held = this.files.get(file) ?? Buffer.alloc(0);
    if (offset === held.length) this.files.set(file, Buffer.concat([held, Buffer.from(bytes, 'base64')]));
    return { status: 200, body: { file, heldTo: this.files.get(file)?.length ?? 0 } };
  }

  /** Whether exactly these bytes are in custody. */
  private holds(epoch: string, stream: Stream, { sequence, hash }: { sequence: number; hash: string }): boolean {
    if (sequence === 0 || this.quarantine.has(`${epoch} ${sequence} ${hash}`)) return true;
    const there = stream.places[sequence - 1];
    return there?.bytes !== undefined && there.hash === hash;
  }

  private joins(stream: Stream, line: string): boolean {
    const { prev } = JSON.parse(line) as { prev: string };
    return prev === (stream.places.at(-1)?.hash ?? stream.headerHash);
  }

  private provenHash(envelope: BatchEnvelope, lines: readonly string[], index: number): string {
    const next = lines[index + 1];
    return next === undefined ? envelope.toHash : (JSON.parse(next) as { prev: string }).prev;
  }

  private hashAt(stream: Stream, sequence: number): string | undefined {
    return sequence === 0 ? stream.headerHash : stream.places[sequence - 1]?.hash;
  }
}

function response({ status, body, headers = {} }: Reply): CloudResponse {
  return {
    status,
    headers: { get: (name) => headers[name] ?? null },
    text: () => Promise.resolve(JSON.stringify(body)),
  };
}
