import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const pem = (type: 'ed25519' | 'x25519') =>
  (type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')).privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();

function secretsFile(mode = 0o600, differs: object = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), 'tillbridge-config-')), 'secrets.json');
  const secrets = { pepper: 'p'.repeat(32), webKey: pem('ed25519'), agentKey: pem('ed25519'), ...differs };
  writeFileSync(path, JSON.stringify(secrets), { mode });
  chmodSync(path, mode);
  return path;
}

const valid = () => ({
  DATABASE_URL: 'postgres://x',
  PUBLIC_ORIGIN: 'http://127.0.0.1:8080',
  TILLBRIDGE_SECRETS: secretsFile(),
  REVOCATIONS_FILE: '/x',
});

describe('the configuration', () => {
  it('is read whole', () => {
    expect(readConfig({ ...valid(), PORT: '9000', METRICS_PORT: '9001' })).toMatchObject({
      port: 9000,
      metricsPort: 9001,
    });
  });

  it('reports every mistake in one message', () => {
    const read = () => readConfig({ PORT: '99999', PUBLIC_ORIGIN: 'http://x/path', TILLBRIDGE_SECRETS: '/nowhere' });
    for (const part of ['DATABASE_URL', 'PORT', 'PUBLIC_ORIGIN', 'TILLBRIDGE_SECRETS', 'REVOCATIONS_FILE']) {
      expect(read).toThrow(part);
    }
  });

  it.each([
    ['others can read the secrets', secretsFile(0o640), 'other users can read'],
    ['the pepper is short', secretsFile(0o600, { pepper: 'short' }), 'pepper'],
    ['a key is of another kind', secretsFile(0o600, { webKey: pem('x25519') }), 'webKey'],
    ['a key is missing', secretsFile(0o600, { agentKey: undefined }), 'agentKey'],
  ])('is refused when %s', (_name, path, reason) => {
    expect(() => readConfig({ ...valid(), TILLBRIDGE_SECRETS: path })).toThrow(reason);
  });
});
