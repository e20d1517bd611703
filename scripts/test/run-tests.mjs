import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../browser/find-chromium.mjs';

const PROJECTS = ['unit', 'edge', 'postgres', 'browser'];

/**
 * Runs all projects, and says the totals last. Without a Chromium the browser project is left out, loudly.
 * @param {string} root @param {(line: string) => void} say @param {readonly string[]} words handed on to vitest
 */
export async function runTests(root, say, words) {
  const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs')];
  const chromium = await findChromium();
  const projects = chromium === undefined ? PROJECTS.filter((name) => name !== 'browser') : PROJECTS;
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-totals-'));
  const report = join(folder, 'report.json');
  // Whatever a test that was cut off leaves behind goes with this folder. Another account may have to pass through it.
  const scratch = join(folder, 'tmp');
  mkdirSync(scratch);
  chmodSync(folder, 0o711);
  const env = { ...process.env, TMPDIR: scratch, ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }) };
  const chosen = projects.flatMap((name) => ['--project', name]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const code = await run([...vitest, 'run', ...chosen, ...reporters, ...words], root, env, 'inherit');
    const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numFailedTestSuites = 0 } = readReport(report);
    const unseen =
      chromium === undefined ? await countTests([...vitest, 'list', '--project', 'browser', '--json'], root, env) : 0;
    if (unseen > 0) {
      say(
        `\nSKIPPED: ${unseen} browser tests, because no Chromium was found. Install one, or say where it is in CHROMIUM_PATH.`,
      );
    }
    const skipped = numPendingTests + unseen;
    const broken = code !== 0 && numFailedTests === 0 ? Math.max(1, numFailedTestSuites) : numFailedTests;
    say(`\ntests: ${numPassedTests} passed, ${broken} failed, ${skipped} skipped`);
    return { failed: code !== 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

async function countTests(args, cwd, env) {
  let said = '';
  await run(args, cwd, env, 'pipe', (text) => {
    said += text;
  });
  try {
    return JSON.parse(said.slice(said.indexOf('['))).length;
  } catch {
    return 0;
  }
}

function run(args, cwd, env, stdout, onText) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', stdout, 'inherit'] });
    child.stdout?.on('data', (chunk) => onText?.(String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
