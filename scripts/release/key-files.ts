import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const PRIVATE_MODE = 0o600;

/** Makes an Ed25519 key and keeps it in a file that nobody else can read, encrypted where there is a passphrase. */
export function makeKeyFile(path: string, passphrase: string | undefined): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  const secret = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', ...secret });
  writeFileSync(path, pem, { mode: PRIVATE_MODE, flag: 'wx' });
  return privateKey;
}

export function readKeyFile(path: string, passphrase: string | undefined): KeyObject {
  return createPrivateKey({ key: readFileSync(path), ...(passphrase === undefined ? {} : { passphrase }) });
}
