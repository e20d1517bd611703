import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Plain } from './explain.mjs';

const NODE_FLOOR = [20, 19];

export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1]);
  if (!enough)
    throw new Plain(
      `Tillbridge needs Node ${NODE_FLOOR.join('.')} or newer; this is ${version}. Install a newer Node and try again.`,
    );
}

/** Runs `npm ci` when the packages are missing or older than the lock file. @param {string} root */
export function installPackages(root, say) {
  const installed = modified(join(root, 'node_modules', '.package-lock.json'));
  const wanted = modified(join(root, 'package-lock.json'));
  if (installed !== undefined && wanted !== undefined && installed >= wanted) return;
  say('Installing packages (a minute or two the first time) …');
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const said = `${stderr ?? ''}${stdout ?? ''}`;
  if (/ENOSPC/.test(said)) throw Object.assign(new Error(said), { code: 'ENOSPC' });
  if (/EACCES|EPERM|EROFS/.test(said)) throw Object.assign(new Error(said), { code: 'EACCES', path: root });
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(said)) {
    throw new Plain(
      'The packages could not be fetched: the npm registry was not reached. Check the network and try again.',
    );
  }
  throw new Plain(
    `"npm ci" failed. Its last words:\n${(error?.message ?? said).trim().split('\n').slice(-12).join('\n')}`,
  );
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
