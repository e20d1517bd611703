import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { REPOSITORY } from '../postgres/repository.ts';

/** A mirror of prebuilt native parts, as a shop behind a firewall has one. */
export interface NativeMirror {
  /** What npm's install needs in its environment to ask here. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Serves the better-sqlite3 that `npm ci` has compiled for this Node, so that a visit does not compile it once more. */
export async function startNativeMirror(): Promise<NativeMirror> {
  const part = join(REPOSITORY, 'node_modules', 'better-sqlite3');
  const { version } = JSON.parse(readFileSync(join(part, 'package.json'), 'utf8')) as { version: string };
  const bytes = execFileSync('tar', ['-czf', '-', '-C', part, 'build/Release/better_sqlite3.node'], {
    maxBuffer: 67_108_864,
  });
  const { platform, arch, versions } = process;
  const file = `/v${version}/better-sqlite3-v${version}-node-v${versions.modules}-${platform}-${arch}.tar.gz`;
  const server = createServer((request, response) => {
    if (request.url === file) response.end(bytes);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    env: { npm_config_better_sqlite3_binary_host: `http://127.0.0.1:${port}` },
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}
