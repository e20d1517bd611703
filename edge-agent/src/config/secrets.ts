import { createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { platform } from 'node:os';
import process from 'node:process';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Home } from './home.ts';

export interface Secrets {
  /** `tb_live_…` or `tb_test_…`. */
  readonly agentKey: string;
  /** Ed25519, made on this PC at pairing. */
  readonly privateKey: KeyObject;
  /** Bearer token of the local API. */
  readonly localToken: string;
  /** By machine, for those that ask for one. */
  readonly machinePasswords?: ReadonlyMap<string, string>;
}

/** Any right of group or others. */
const OTHERS = 0o077;
const LOCAL_TOKEN_BYTES = 32;

/**
 * Reads the secrets of a home. Throws `edge.secrets-open` when anybody else on the PC can read one of them, and
 * `edge.not-paired` when one is missing.
 */
export function readSecrets(home: Home, machines: readonly { readonly id: string }[] = []): Secrets {
  requireClosed(home.secrets);
  const withPassword = machines.filter(({ id }) => existsSync(home.passwordOf(id)));
  return {
    machinePasswords: new Map(withPassword.map(({ id }) => [id, readSecret(home.passwordOf(id)).trim()])),
    agentKey: readSecret(home.agentKey).trim(),
    privateKey: privateKeyFrom(home.privateKey),
    localToken: readSecret(home.localToken).trim(),
  };
}

/** The key as it lies on the disk now: a rotation or a technician may have put another one there. Else the one that is `known`. */
export function agentKeyNow(home: Home, known: string): string {
  try {
    return readSecret(home.agentKey).trim();
  } catch {
    return known;
  }
}

/** Everything that is wrong with the secrets of a home, one sentence each, and nothing of what is in them. */
export function secretMistakes(home: Home): readonly string[] {
  const reads = [
    () => requireClosed(home.secrets),
    () => readSecret(home.agentKey),
    () => privateKeyFrom(home.privateKey),
    () => readSecret(home.localToken),
  ];
  return reads.flatMap((read) => {
    try {
      read();
      return [];
    } catch (error) {
      if (!(error instanceof Fault)) return ['secrets: cannot be read'];
      const { path, mode } = error.extra;
      if (error.code === 'edge.secrets-open') return [`${String(path)} can be read by others (mode ${String(mode)})`];
      return [`${String(path)} ${error.code === 'edge.not-paired' ? 'is missing' : 'is not a key'}`];
    }
  });
}

/** Writes one secret so that a power cut leaves the old or the new one, and nobody else can read either. */
export function writeSecret(home: Home, path: string, text: string): void {
  mkdirSync(home.secrets, { recursive: true, mode: 0o700 });
  writeWhole(path, text);
}

/** Replaces a file by rename after fsync, mode 0600; whose it was it stays, also where a technician writes it as root. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.new`;
  const before = statSync(path, { throwIfNoEntry: false });
  const file = openSync(draft, 'w', 0o600);
  try {
    if (before !== undefined && process.getuid?.() === 0) fchownSync(file, before.uid, before.gid);
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

export function newLocalToken(): string {
  return `tbl_${randomBytes(LOCAL_TOKEN_BYTES).toString('base64url')}`;
}

function readSecret(path: string): string {
  requireClosed(path);
  return readFileSync(path, 'utf8');
}

function privateKeyFrom(path: string): KeyObject {
  const pem = readSecret(path);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The library's message can quote the key; the fault below says which file instead.
  }
  throw new Fault('edge.secret-unreadable', { path });
}

/** Windows keeps rights in access lists, which the service installation sets; mode bits say nothing there. */
function requireClosed(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new Fault('edge.not-paired', { path });
  if (platform() !== 'win32' && (stat.mode & OTHERS) !== 0) {
    throw new Fault('edge.secrets-open', { path, mode: (stat.mode & 0o777).toString(8) });
  }
}
