import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dice } from './dice.ts';
import type { Kind } from './kinds.ts';
import { alterOnTheWay, batchLines, canAlterAgain } from './sync-bodies.ts';
import { pause } from './wait.ts';

/** What the network may do to one request. */
export type Weather =
  | 'pass'
  | 'lose-request'
  | 'lose-answer'
  | 'twice'
  | 'at-once-twice'
  | 'late'
  | 'hold'
  | 'hold-loss'
  | 'delay'
  | 'alter-line'
  | 'alter-again';

export type Path = 'open' | 'batch' | 'salvage' | 'again' | 'other';

/** A request as it went by, kept for replays and for the oracle. */
export interface Passage {
  readonly atMs: number;
  readonly path: Path;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly weather: Weather;
  /** Which history of the cloud was in force when it went out, counted by the suite. */
  readonly history: number;
  status?: number;
  answer?: Buffer;
}

interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

export interface Link {
  readonly url: string;
  readonly passages: Passage[];
  /** The next request of this path gets this weather, as often as asked. */
  wish(path: Path, weather: Weather, kind: Kind, times?: number): void;
  /** Wishes that were not met yet. */
  readonly wishes: number;
  forgetWishes(): void;
  /** Batches with this text in them are answered 413, as by a gateway with a limit of its own. */
  refuse(text: string, kind: Kind): void;
  /** Down: every connection is cut at once. */
  down(isDown: boolean): void;
  readonly isDown: boolean;
  /** Chance of a random fault for each request, 0 … 1. */
  rough(share: number): void;
  /** Requests held back by `late`, to be let go in any order. */
  readonly held: readonly Passage[];
  release(): Promise<number>;
  /** Requests that stand still on the line by `hold`, their senders waiting. */
  readonly standing: number;
  letGo(): void;
  /** Sends kept requests again as they were; gives the statuses. */
  replay(passages: readonly Passage[]): Promise<number[]>;
  close(): Promise<void>;
}

export interface LinkOptions {
  readonly target: () => string;
  readonly history: () => number;
  readonly dice: Dice;
  readonly fired: (kind: Kind) => void;
  /** Takes the hash of each line that was altered on the way. */
  readonly forged: Set<string>;
  /** Called with each batch that was received, before the answer goes back. */
  readonly onReceipt: (passage: Passage) => Promise<void>;
}

const DELAY_MS_MAX = 40;

interface State {
  readonly options: LinkOptions;
  readonly passages: Passage[];
  readonly wishes: { path: Path; weather: Weather; kind: Kind }[];
  held: Passage[];
  isDown: boolean;
  rough: number;
  standing: (() => void)[];
  refused: { text: string; kind: Kind }[];
}

/** A line between one agent and the cloud: an HTTP proxy that loses, doubles, delays and alters. */
export async function openLink(options: LinkOptions): Promise<Link> {
  const state: State = {
    options,
    passages: [],
    wishes: [],
    held: [],
    isDown: false,
    rough: 0,
    standing: [],
    refused: [],
  };
  const server = createServer((incoming, outgoing) => {
    carry(state, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    passages: state.passages,
    wish: (path, weather, kind, times = 1) => {
      for (let i = 0; i < times; i++) state.wishes.push({ path, weather, kind });
    },
    get wishes() {
      return state.wishes.length;
    },
    forgetWishes: () => state.wishes.splice(0),
    refuse: (text, kind) => state.refused.push({ text, kind }),
    down: (isDown) => {
      state.isDown = isDown;
      if (isDown) server.closeAllConnections();
    },
    get isDown() {
      return state.isDown;
    },
    rough: (share) => {
      state.rough = share;
    },
    get held() {
      return state.held;
    },
    release: () => releaseHeld(state),
    get standing() {
      return state.standing.length;
    },
    letGo: () => {
      for (const go of state.standing.splice(0)) go();
    },
    replay: async (passages) => {
      const statuses: number[] = [];
      for (const passage of passages) statuses.push((await forward(state, passage)).status);
      return statuses;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function carry(state: State, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (state.isDown) return void outgoing.destroy();
  const body = await readAll(incoming);
  const path = pathOf(incoming.url ?? '');
  const refusal =
    path === 'batch'
      ? state.refused.find(({ text }) => batchLines(body).some((line) => line.includes(text)))
      : undefined;
  if (refusal !== undefined) return tooLarge(state, refusal.kind, outgoing);
  const weather = chooseWeather(state, path, body);
  const passage: Passage = {
    atMs: performance.now(),
    path,
    url: incoming.url ?? '/',
    method: incoming.method ?? 'GET',
    headers: plainHeaders(incoming),
    body: alterOnTheWay(weather, body, state.options.forged),
    weather,
    history: state.options.history(),
  };
  state.passages.push(passage);
  if (weather === 'lose-request') return void outgoing.destroy();
  if (weather === 'late') {
    state.held.push(passage);
    return void outgoing.destroy();
  }
  if (weather === 'hold' || weather === 'hold-loss') await new Promise<void>((go) => state.standing.push(go));
  if (weather === 'delay') await pause(state.options.dice.between(1, DELAY_MS_MAX));
  const reply = await send(state, passage, weather);
  passage.status = reply.status;
  passage.answer = reply.body;
  if (path === 'batch' && reply.status === 200) await state.options.onReceipt(passage);
  if (weather === 'lose-answer' || state.isDown) return void outgoing.destroy();
  outgoing.writeHead(reply.status, reply.headers).end(reply.body);
}

function tooLarge(state: State, kind: Kind, outgoing: ServerResponse): void {
  state.options.fired(kind);
  const code = 'sync.batch-too-large';
  outgoing.writeHead(413, { 'content-type': 'application/problem+json' });
  outgoing.end(JSON.stringify({ type: 'about:blank', title: code, status: 413, code }));
}

async function send(state: State, passage: Passage, weather: Weather): Promise<Reply> {
  if (weather === 'at-once-twice') {
    const [first] = await Promise.all([forward(state, passage), forward(state, passage)]);
    return first;
  }
  const first = await forward(state, passage);
  return weather === 'twice' ? forward(state, passage) : first;
}

function chooseWeather(state: State, path: Path, body: Buffer): Weather {
  const at = state.wishes.findIndex((wish) => wish.path === path && suits(wish.weather, body));
  const wish = state.wishes[at];
  if (wish !== undefined) {
    state.wishes.splice(at, 1);
    state.options.fired(wish.kind);
    return wish.weather;
  }
  const { dice } = state.options;
  if (path === 'other' || !dice.chance(state.rough)) return 'pass';
  const weather = dice.pick<Weather>(['lose-request', 'lose-answer', 'twice', 'at-once-twice', 'delay', 'delay']);
  const kind = (
    {
      'lose-request': 'request-lost',
      'lose-answer': 'answer-lost',
      twice: 'request-twice',
      'at-once-twice': 'request-twice',
    } as const
  )[weather as 'twice'] as Kind | undefined;
  if (kind !== undefined) state.options.fired(kind);
  return weather;
}

function suits(weather: Weather, body: Buffer): boolean {
  if (weather === 'alter-line') return batchLines(body).length >= 3;
  if (weather === 'alter-again') return canAlterAgain(body);
  return weather !== 'hold-loss' || batchLines(body)[0]?.includes('"lost":') === true;
}

async function releaseHeld(state: State): Promise<number> {
  const held = state.options.dice.shuffle(state.held);
  state.held = [];
  for (const passage of held) {
    const reply = await forward(state, passage);
    passage.status = reply.status;
    passage.answer = reply.body;
  }
  return held.length;
}

/** Sends one request to the cloud; a cloud that is away answers 599, which no agent ever sees. */
function forward(state: State, passage: Passage): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const target = new URL(passage.url, state.options.target());
    const outgoing = request(
      target,
      {
        method: passage.method,
        headers: { ...passage.headers, host: target.host, 'content-length': String(passage.body.length) },
        timeout: 10_000,
      },
      (reply) => {
        readAll(reply).then(
          (body) => resolve({ status: reply.statusCode ?? 599, headers: keptHeaders(reply), body }),
          reject,
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('the cloud did not answer')));
    outgoing.on('error', reject);
    outgoing.end(passage.body);
  });
}

function readAll(stream: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('aborted', () => reject(new Error('cut')));
    stream.on('error', reject);
  });
}

function pathOf(url: string): Path {
  return (/^\/v1\/sync\/(open|batch|salvage|again)/.exec(url)?.[1] ?? 'other') as Path;
}

const HOP_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string' && !HOP_HEADERS.has(name)) kept[name] = value;
  }
  return kept;
}

function keptHeaders(reply: IncomingMessage): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(
    Object.entries(reply.headers).filter(([name]) => name !== 'connection' && name !== 'transfer-encoding'),
  );
}
