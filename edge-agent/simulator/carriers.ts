import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { platform } from 'node:process';
import type { Writable } from 'node:stream';

/** What carries the bytes of a simulated line. */
export interface Carrier {
  readonly place: { readonly path: string } | { readonly port: number };
  send(bytes: Uint8Array): void;
  /** The cable is pulled: whoever is connected is cut off. */
  unplug(): void;
  stop(): Promise<void>;
}

export type Hear = (bytes: Uint8Array) => void;

/** Raw TCP on loopback; the newest connection has the line, as with a converter that takes one host. */
export function tcpCarrier(port: number, hear: Hear, plugged: () => boolean): Promise<Carrier> {
  let host: Socket | undefined;
  const server = createServer((socket) => {
    if (!plugged()) return void socket.destroy();
    host?.destroy();
    host = socket;
    socket.setNoDelay(true);
    socket.on('data', hear);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (host === socket) host = undefined;
    });
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        place: { port: typeof address === 'object' && address !== null ? address.port : port },
        send: (bytes) => void host?.write(bytes),
        unplug: () => host?.destroy(),
        stop: () =>
          new Promise((stopped) => {
            host?.destroy();
            server.close(() => stopped());
          }),
      });
    });
  });
}

const TTY_READY_MS_MAX = 10_000;

/**
 * A pseudo-terminal without any native part: `script` holds the controlling end, and `cat` keeps the other one open
 * until the fourth pipe ends, which it does even when this process is killed.
 */
export function ttyCarrier(hear: Hear): Promise<Carrier> {
  if (platform !== 'linux') return Promise.reject(new Error('a pseudo-terminal needs Linux; use --listen tcp:PORT'));
  const command = 'stty raw -echo; tty; exec cat <&3 >/dev/null';
  const child = spawn('script', ['-qfc', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore', 'pipe'] });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) return Promise.reject(new Error('the pseudo-terminal has no pipes'));
  return new Promise((resolve, reject) => {
    let head = '';
    const late = setTimeout(() => fail('the pseudo-terminal did not come'), TTY_READY_MS_MAX);
    const fail = (reason: string) => {
      clearTimeout(late);
      child.kill('SIGKILL');
      reject(new Error(reason));
    };
    child.on('error', (error) => fail(error.message));
    child.on('exit', () => fail('the pseudo-terminal ended'));
    const waitForName = (bytes: Buffer) => {
      head += bytes.toString('latin1');
      const name = /(\/dev\/\S+)\r?\n/.exec(head)?.[1];
      if (name === undefined) return;
      clearTimeout(late);
      stdout.off('data', waitForName);
      stdout.on('data', hear);
      resolve(carrierOf({ child, stdin, path: name }));
    };
    stdout.on('data', waitForName);
  });
}

function carrierOf({ child, stdin, path }: { child: ChildProcess; stdin: Writable; path: string }): Carrier {
  stdin.on('error', () => undefined);
  return {
    place: { path },
    send: (bytes) => void stdin.write(bytes),
    unplug: () => undefined,
    stop: () =>
      new Promise((stopped) => {
        if (child.exitCode !== null || child.signalCode !== null) return stopped();
        child.once('exit', () => stopped());
        child.kill('SIGKILL');
      }),
  };
}
