import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHome, until } from '../../edge-agent/test/shop-rig.ts';
import { bundle, NATIVE, ROOT } from './bundle.mjs';

/** Second HTTP clients, each of which costs an idle shop PC megabytes; Node's own is loaded when `fetch` is first called. */
const HEAVY_OF_NODE = ['NativeModule internal/deps/undici/undici', 'NativeModule internal/deps/cjs-module-lexer/lexer'];
/** Not loaded by what a shop PC gets, ever. */
const HEAVY_PACKAGES = ['undici'];
/** Says, whenever it is asked, which of Node's own parts are loaded. */
const TELL = `data:text/javascript,${encodeURIComponent(
  "process.on('SIGUSR2', () => process.stderr.write('loaded:' + JSON.stringify(process.moduleLoadList) + ':loaded\\n'));",
)}`;

const folder = join('.tillbridge', `idle-${randomUUID()}`);
const file = join(ROOT, folder, 'agent.js');
let text: string;
beforeAll(async () => {
  await bundle({
    entry: 'edge-agent/src/cli/main.ts',
    outfile: join(folder, 'agent.js'),
    shipped: { outside: NATIVE },
  });
  text = readFileSync(file, 'utf8');
});
afterAll(() => rmSync(join(ROOT, folder), { recursive: true, force: true }));

describe('an idle agent', () => {
  it('keeps the text of its program in one byte a character, and no comment of a package in it', () => {
    expect(text.match(/[\u0100-\uffff].{0,60}/g) ?? []).toEqual([]);
    expect(text).not.toContain('// node_modules/');
  });

  it('has no package that it does not need', () => {
    const packages = new Set(
      [...text.matchAll(/"[^"\s]*node_modules\/((?:@[^/"]+\/)?[^/"]+)/g)].map(([, name]) => name),
    );
    expect(packages).toContain('fastify');
    expect(HEAVY_PACKAGES.filter((name) => packages.has(name))).toEqual([]);
  });

  it('loads none of the parts of Node that only another command needs', async () => {
    const shop = makeHome(1);
    const words = ['--import', TELL, file, 'run', '--home', shop.home.dir];
    const agent = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => agent.once('exit', resolve));
    try {
      let said = '';
      agent.stderr.on('data', (bytes) => {
        said += String(bytes);
      });
      await until('it has asked the cloud', () => said.includes('"delivery.offline"'));
      agent.kill('SIGUSR2');
      const told = await until('it told', () => /loaded:(.*):loaded/.exec(said)?.[1]);
      const loaded = JSON.parse(told) as readonly string[];
      expect(loaded).toContain('NativeModule http');
      expect(HEAVY_OF_NODE.filter((name) => loaded.includes(name))).toEqual([]);
    } finally {
      agent.kill('SIGKILL');
      await ended;
      shop.remove();
    }
  });
});
