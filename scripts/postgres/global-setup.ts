import type { TestProject } from 'vitest/node';
import { type RunningTestServer, startTestServer } from './test-server.ts';
import './clone-database.ts';

interface Shared {
  server: Promise<RunningTestServer>;
  users: number;
}

/** Several projects may run in one process; they share one server, which the last one stops. */
const SHARED = Symbol.for('tillbridge.test-postgres');
const holder = globalThis as { [SHARED]?: Shared };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder[SHARED] ??= { server: startTestServer(), users: 0 };
  const shared = holder[SHARED];
  shared.users += 1;
  const { superUrl, ownerUrl, appUrl } = await shared.server;
  project.provide('postgres', { superUrl, ownerUrl, appUrl });
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete holder[SHARED];
    await (await shared.server).stop();
  };
}
