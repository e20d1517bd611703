import { createServer, type Server, type Socket } from 'node:net';
import { createEventCutter, type EventHeard } from './cut-events.ts';

export interface EventListener {
  /** Where the machine has to dial; the port is known after the start. */
  readonly port: number;
  /** True while the machine is connected. */
  connected(): boolean;
  stop(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Only this address is listened to; absent where the machine is known by a name. */
  readonly from?: string;
  readonly onHeard: (heard: EventHeard) => void;
  /** Raw packets, for the ring. */
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onConnected: (connected: boolean) => void;
}

/** The machine keeps one connection; after a restart of either side an old one may linger beside the new. */
const CONNECTIONS_MAX = 4;
const KEEP_ALIVE_MS = 10_000;

/** The TCP server that the machine dials. Rejects with the system's error when the port is taken. */
export function listenEvents(options: ListenOptions): Promise<EventListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => take(socket, options, sockets));
  server.maxConnections = CONNECTIONS_MAX;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : options.port,
        connected: () => sockets.size > 0,
        stop: () => stop(server, sockets),
      });
    });
  });
}

function take(socket: Socket, options: ListenOptions, sockets: Set<Socket>): void {
  if (options.from !== undefined && plain(socket.remoteAddress) !== options.from) {
    socket.destroy();
    return;
  }
  const cutter = createEventCutter();
  sockets.add(socket);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.on('data', (bytes) => {
    options.onBytes(bytes);
    for (const heard of cutter.push(bytes)) options.onHeard(heard);
  });
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.destroy());
  socket.on('close', () => {
    sockets.delete(socket);
    if (sockets.size === 0) options.onConnected(false);
  });
  if (sockets.size === 1) options.onConnected(true);
}

function stop(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((stopped) => {
    server.close(() => stopped());
    for (const socket of sockets) socket.destroy();
  });
}

/** An IPv4 address as an IPv6 socket sees it, without its wrapping. */
const plain = (address: string | undefined) => address?.replace(/^::ffff:/, '');
