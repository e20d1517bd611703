import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The machine's HTTP side, with a cable that can be pulled: while it is shut nobody can connect. */
export interface WebDoor {
  readonly port: number;
  /** Cuts whoever is connected and refuses all others, until it is opened again. */
  shut(): void;
  open(): void;
  stop(): Promise<void>;
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** HTTP on loopback. Rejects when the port is taken. */
export function openWebDoor(port: number, handle: Handle): Promise<WebDoor> {
  const sockets = new Set<Socket>();
  let wanted = true;
  let at = port;
  const server: Server = createServer(handle);
  server.on('connection', (socket) => {
    if (!wanted) {
      socket.destroy();
      return;
    }
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  // Closing and listening take turns of the loop; whichever comes last must win.
  const settle = () => {
    if (wanted && !server.listening) server.listen(at, '127.0.0.1');
    else if (!wanted && server.listening) server.close(settle);
  };
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      server.on('error', () => setTimeout(settle, 10));
      const address = server.address();
      at = typeof address === 'object' && address !== null ? address.port : port;
      resolve({
        port: at,
        shut() {
          wanted = false;
          settle();
          cut();
        },
        open() {
          wanted = true;
          settle();
        },
        stop: () =>
          new Promise((stopped) => {
            wanted = false;
            cut();
            if (!server.listening) return stopped();
            server.close(() => stopped());
          }),
      });
    });
  });
}
