import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Home } from './home.ts';

/** Makes what the API must know and nobody else may, once. The files are readable by their owner alone. */
export function ensureSecrets(home: Pick<Home, 'secrets' | 'demoPassword'>): { readonly demoPassword: string } {
  once(home.secrets, () => '{}\n');
  complete(home.secrets, {
    pepper: () => randomBytes(32).toString('base64url'),
    webKey: signingKey,
    agentKey: signingKey,
    auditKey: signingKey,
  });
  once(home.demoPassword, () => `${sayablePassword()}\n`);
  return { demoPassword: readFileSync(home.demoPassword, 'utf8').trim() };
}

function once(path: string, make: () => string): void {
  if (existsSync(path)) return;
  writeFileSync(`${path}.new`, make(), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Makes the secrets that a file of an older version lacks; what is there stays. */
function complete(path: string, makers: Readonly<Record<string, () => string>>): void {
  const kept = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  const missing = Object.entries(makers).filter(([name]) => kept[name] === undefined);
  if (missing.length === 0) return;
  const all = { ...kept, ...Object.fromEntries(missing.map(([name, make]) => [name, make()])) };
  writeFileSync(`${path}.new`, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function signingKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Four easy syllables and five digits, about 43 bits: enough for a demo on the loopback, easy to type. */
function sayablePassword(): string {
  const [first, second] = ['bdfghjklmnprstvw', 'aeiou'];
  const syllable = () => `${first.charAt(randomInt(first.length))}${second.charAt(randomInt(second.length))}`;
  const word = () => `${syllable()}${syllable()}`;
  return `${word()}-${word()}-${String(randomInt(100_000)).padStart(5, '0')}`;
}
