import { spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildAgent, makeHome, until } from './shop-rig.ts';

let built: Awaited<ReturnType<typeof buildAgent>>;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  built = await buildAgent();
});
afterAll(() => built.remove());
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const canNotify = spawnSync('systemd-notify', ['--version']).status === 0;
/** The manager's end of the socket: prints what it is told, as systemd would take it. */
const LISTEN = `import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('listening', flush=True)
while True:
    print(s.recv(4096).decode().replace('\\n', ' '), flush=True)`;

async function manager(path: string) {
  const child = spawn('python3', ['-c', LISTEN, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  child.stdout.on('data', (bytes) => {
    heard += String(bytes);
  });
  closers.push(() => child.kill());
  await until('the manager listens', () => heard.includes('listening'));
  return { heard: () => heard };
}

describe('under a service manager', () => {
  test.runIf(canNotify)(
    'the agent says when it is ready, feeds the watchdog while it lives, and says when it ends',
    async () => {
      const shop = makeHome(1);
      closers.push(shop.remove);
      const socket = join(shop.home.dir, 'notify');
      const { heard } = await manager(socket);
      const env = { PATH: '/usr/bin:/bin', NOTIFY_SOCKET: socket, WATCHDOG_USEC: '600000' };
      const agent = spawn(process.execPath, [built.file, 'run', '--home', shop.home.dir], { env, stdio: 'ignore' });
      const ended = new Promise((resolve) => agent.once('exit', resolve));
      closers.push(() => agent.kill('SIGKILL'));
      await until('it is ready', () => heard().includes('READY=1'));
      await until('it feeds', () => heard().split('WATCHDOG=1').length > 4);
      expect(heard()).toMatch(/STATUS=(starting|offline), \d+ waiting, 0 of 1 machines ready/);
      agent.kill('SIGTERM');
      expect(await ended).toBe(0);
      await until('it said that it ends', () => heard().includes('STOPPING=1'));
    },
  );

  test('an agent whose manager cannot be told goes on, and says so once', async () => {
    const shop = makeHome(1);
    closers.push(shop.remove);
    writeFileSync(join(shop.home.dir, 'gone'), '');
    rmSync(join(shop.home.dir, 'gone'));
    const env = { PATH: '/nowhere', NOTIFY_SOCKET: join(shop.home.dir, 'gone'), WATCHDOG_USEC: '150000' };
    const agent = spawn(process.execPath, [built.file, 'run', '--home', shop.home.dir], { env });
    let errors = '';
    agent.stderr.on('data', (bytes) => {
      errors += String(bytes);
    });
    closers.push(() => agent.kill('SIGKILL'));
    await until('it has said so', () => errors.includes('the service manager does not hear'));
    await until('it lives on', () => errors.includes('delivery.offline'));
    expect(agent.exitCode).toBeNull();
    expect(errors.split('does not hear')).toHaveLength(2);
  });
});
