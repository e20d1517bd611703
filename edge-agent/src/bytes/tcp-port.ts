import { connect } from 'node:net';
import type { BytePort, BytePortEvents, OpenBytePort } from './byte-port.ts';

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

const CONNECT_MS_MAX = 5_000;
const KEEP_ALIVE_MS = 10_000;

/** Raw TCP, as Ethernet–serial converters and the simulator speak it. */
export function tcpPort(address: TcpAddress): OpenBytePort {
  return (events) => new Promise((resolve, reject) => open(address, events, resolve, reject));
}

function open(
  address: TcpAddress,
  events: BytePortEvents,
  resolve: (port: BytePort) => void,
  reject: (error: Error) => void,
): void {
  const name = `${address.host}:${address.port}`;
  const socket = connect({
    host: address.host,
    port: address.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  });
  let stage: 'opening' | 'open' | 'closed' = 'opening';
  const late = setTimeout(
    () => socket.destroy(new Error(`${name} did not answer in ${CONNECT_MS_MAX} ms`)),
    CONNECT_MS_MAX,
  );
  let reason = 'closed by the other side';

  socket.on('data', (bytes) => {
    if (stage === 'open') events.onBytes(bytes);
  });
  socket.on('error', (error) => {
    reason = error.message;
    if (stage === 'opening') reject(error);
  });
  socket.on('end', () => socket.destroy());
  socket.on('close', () => {
    clearTimeout(late);
    const was = stage;
    stage = 'closed';
    if (was === 'open') events.onClosed(reason);
  });
  socket.on('connect', () => {
    clearTimeout(late);
    stage = 'open';
    resolve({
      name,
      write: (bytes) => {
        if (stage !== 'open') return false;
        socket.write(bytes);
        return true;
      },
      close: () =>
        new Promise((closed) => {
          if (stage === 'closed') return closed();
          stage = 'closed';
          socket.once('close', () => closed());
          socket.destroy();
        }),
    });
  });
}
