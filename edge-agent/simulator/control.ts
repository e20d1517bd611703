import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type FaultSetting, faultSetting } from './faults.ts';

/** What the control port can do to a simulated machine. */
export interface Controlled<F = FaultSetting> {
  state(): unknown;
  fault(setting: F): void;
  /** Pieces by unit name; answers how many were put in front of the machine. */
  insert(pieces: Readonly<Record<string, number>>): number;
  load(pieces: Readonly<Record<string, number>>): void;
  take(): void;
  /** A person takes what lies in the collection box; absent where a machine is emptied in another way. */
  emptyBox?(): void;
  power(on: boolean): void;
}

export interface ControlServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A fault by its name, or what is wrong with it; `where` is a command byte or the name of an operation. */
export type FaultOf<F> = (name: string, value: string | number | boolean, where: unknown) => F | string;

/** Faults of the serial family, whose places are command bytes. */
export const serialFault: FaultOf<FaultSetting> = (name, value, where) =>
  faultSetting(name, value, typeof where === 'number' ? where : undefined);

const BODY_BYTES_MAX = 16_384;

/** HTTP on loopback for trainers and tests: GET /state, POST /fault /insert /load /take /empty-box /power with JSON bodies. */
export function serveControl<F>(port: number, controlled: Controlled<F>, faultOf: FaultOf<F>): Promise<ControlServer> {
  const server = createServer((request, response) => {
    answer(request, controlled, faultOf).then(
      ({ status, body }) => end(response, status, body),
      (error: unknown) => end(response, 400, { error: error instanceof Error ? error.message : 'bad request' }),
    );
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        stop: () =>
          new Promise((stopped) => {
            server.closeAllConnections();
            server.close(() => stopped());
          }),
      });
    });
  });
}

async function answer<F>(
  request: IncomingMessage,
  controlled: Controlled<F>,
  faultOf: FaultOf<F>,
): Promise<{ status: number; body: unknown }> {
  const path = request.url ?? '/';
  if (request.method === 'GET' && path === '/state') return { status: 200, body: controlled.state() };
  if (request.method !== 'POST') return { status: 404, body: { error: 'unknown' } };
  const body = await readBody(request);
  switch (path) {
    case '/fault': {
      const { name, value, command } = body;
      const on = typeof value === 'string' || typeof value === 'boolean' ? value : Number(value ?? Number.NaN);
      const setting = faultOf(String(name), on, command);
      if (typeof setting === 'string') throw new Error(setting);
      controlled.fault(setting);
      break;
    }
    case '/insert':
      return { status: 200, body: { inserted: controlled.insert(pieces(body)) } };
    case '/load':
      controlled.load(pieces(body));
      break;
    case '/take':
      controlled.take();
      break;
    case '/empty-box':
      controlled.emptyBox?.();
      break;
    case '/power':
      controlled.power(body['on'] === true);
      break;
    default:
      return { status: 404, body: { error: 'unknown' } };
  }
  return { status: 200, body: controlled.state() };
}

function pieces(body: Readonly<Record<string, unknown>>): Record<string, number> {
  const found: Record<string, number> = {};
  const given = body['pieces'];
  if (typeof given !== 'object' || given === null) throw new Error('pieces: an object of unit name and number');
  for (const [unit, many] of Object.entries(given)) {
    if (typeof many !== 'number' || !Number.isSafeInteger(many) || many < 0)
      throw new Error(`pieces.${unit}: a whole number`);
    found[unit] = many;
  }
  return found;
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_BYTES_MAX) throw new Error('too much');
  }
  const body: unknown = JSON.parse(text === '' ? '{}' : text);
  if (typeof body !== 'object' || body === null) throw new Error('a JSON object is wanted');
  return { ...body };
}

function end(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
