import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreKeys } from '@tillbridge/core/store/open-store';
import { freePort } from '../postgres/free-port.ts';

export interface S3Server {
  /** Address of a store in it, as a configuration says it. */
  readonly address: string;
  readonly keys: StoreKeys;
  close(): Promise<void>;
}

const LISTENING = /listening/i;

/**
 * A real S3-compatible server on the loopback, with one bucket, as a process of its own: it ciphers its page tokens
 * with what only the legacy provider of OpenSSL still has.
 */
export async function startS3(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-s3-'));
  const port = await freePort();
  const program = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js');
  const server = spawn(
    process.execPath,
    [
      '--openssl-legacy-provider',
      program,
      '-d',
      folder,
      '-a',
      '127.0.0.1',
      '-p',
      String(port),
      '--configure-bucket',
      'till',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(server, 'exit');
  let said = '';
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (LISTENING.test(said)) break;
  }
  server.stdout.resume();
  return {
    address: `s3://till/kept?endpoint=http://127.0.0.1:${port}&region=us-east-1`,
    keys: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    async close() {
      server.kill();
      await ended;
    },
  };
}
