import { spawn } from 'node:child_process';

const PATIENCE_MS = 5_000;

/**
 * Tells systemd something (`READY=1`, `WATCHDOG=1`, …). The socket is a Unix datagram, which Node cannot write, so
 * systemd's own `systemd-notify` does it: it is there wherever the unit runs, waits until systemd has taken the message,
 * and needs no native part. It finds the socket in the environment that it inherits. Resolves with what went wrong.
 */
export function notify(...states: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('systemd-notify', states, { stdio: 'ignore', timeout: PATIENCE_MS });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(code === 0 ? undefined : `systemd-notify ended with ${String(code)}`));
  });
}
