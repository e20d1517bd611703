import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Starts Tillbridge as a newcomer would, sees a live sale through the API, and stops it with Ctrl-C. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const READY_MS = 180_000;
const SALE_MS = 60_000;
const STOP_MS = 5_000;

const began = Date.now();
const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
const ended = new Promise((resolve) => child.once('exit', resolve));
const say = (line) => process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s  ${line}\n`);

try {
  const { origin, email, password } = await within(READY_MS, 'it did not become ready', readyLine());
  say(`ready at ${origin}`);
  const cookie = await signIn(origin, email, password);
  const before = await transactions(origin, cookie);
  await within(SALE_MS, 'no sale was seen', sale(origin, cookie, before));
  say('a live sale was seen');
} catch (error) {
  say(`FAILED: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  const stopping = Date.now();
  child.kill('SIGINT');
  const late = setTimeout(() => child.kill('SIGKILL'), 4 * STOP_MS);
  const code = await ended;
  clearTimeout(late);
  const took = Date.now() - stopping;
  say(`stopped with ${code} after ${took} ms`);
  if (code !== 0 || took > STOP_MS) process.exitCode = 1;
}

function readyLine() {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      say(line);
      const found = /is ready: (\S+)\s+Sign in as ([^,\s]+).* is (\S+)$/.exec(line);
      if (found !== null) resolve({ origin: found[1], email: found[2], password: found[3] });
    });
  });
}

async function signIn(origin, email, password) {
  const headers = { 'content-type': 'application/json', origin };
  const answer = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function transactions(origin, cookie) {
  const answer = await fetch(`${origin}/api/v1/today`, { headers: { cookie } });
  if (!answer.ok) throw new Error(`today answered ${answer.status}`);
  const { shops } = await answer.json();
  return shops.reduce((sum, shop) => sum + shop.transactions, 0);
}

async function sale(origin, cookie, before) {
  while ((await transactions(origin, cookie)) <= before) await new Promise((resolve) => setTimeout(resolve, 300));
}

function within(ms, sentence, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${sentence} within ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
