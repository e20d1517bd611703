import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { AgentConfig, FccConfig, MachineConfig } from '../config/agent-config.ts';
import { FCC_EVENTS_PORT, LOCAL_API_PORT } from '../config/agent-config.ts';
import { fingerprintOf, rawPublicKey } from '../config/fingerprint.ts';
import type { Home } from '../config/home.ts';
import { cloudMisfits } from '../config/misfits.ts';
import { readConfig } from '../config/read-config.ts';
import { newLocalToken, writeSecret, writeWhole } from '../config/secrets.ts';
import { thisPc } from '../config/this-pc.ts';
import { type Paired, redeemCode } from './redeem-code.ts';

export interface PairWish {
  readonly code: string;
  readonly cloud: string;
  readonly home: Home;
  /** Pair a home anew that is paired already; its journal stays. */
  readonly again: boolean;
  /** Port of the local API. */
  readonly port?: number;
  /** Addresses by machine id or name; `*` for a machine that is not named. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly fetch: typeof fetch;
}

export interface PairedHome {
  readonly home: Home;
  readonly config: AgentConfig;
  /** Of the key made here, as the dashboard shows it. */
  readonly fingerprint: string;
  /** False: somebody still has to confirm the fingerprint. */
  readonly confirmed: boolean;
}

/** Where a machine is looked for until somebody says otherwise. */
export const ADDRESS_DEFAULT = 'tty:/dev/ttyUSB0';

/**
 * Turns a one-time code into a paired home. Asking again after a lost answer uses the same key, which the cloud requires.
 * Throws `edge.already-paired`, `edge.config`, `edge.cloud-unreachable`, and what the cloud refuses with.
 */
export async function pair(wish: PairWish): Promise<PairedHome> {
  const { home } = wish;
  const before = existsSync(home.config) ? readConfig(home.config) : undefined;
  if (before !== undefined && !wish.again) throw new Fault('edge.already-paired', { path: home.config });
  const mistakes = cloudMisfits(wish.cloud);
  if (mistakes.length > 0) throw new Fault('edge.config', { mistakes });
  mkdirSync(home.dir, { recursive: true, mode: 0o700 });
  const draft = `${home.privateKey}.pairing`;
  const installPath = `${home.config}.install`;
  const installId = before?.installId ?? installIdAt(installPath);
  const privateKey = privateKeyAt(home, draft);
  const paired = await redeemCode({
    fetch: wish.fetch,
    cloud: wish.cloud,
    code: wish.code,
    publicKey: rawPublicKey(privateKey),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
    installId,
    ...thisPc(),
  });
  const config = configFrom(paired, wish, before, installId);
  writeSecret(home, home.agentKey, `${paired.key}\n`);
  renameSync(draft, home.privateKey);
  if (!existsSync(home.localToken)) writeSecret(home, home.localToken, `${newLocalToken()}\n`);
  writeWhole(home.config, `${JSON.stringify(config, null, 2)}\n`);
  return {
    home,
    config: readConfig(home.config),
    fingerprint: fingerprintOf(privateKey),
    // A cloud from before confirmations says nothing and asks for none.
    confirmed: paired.confirmed !== false,
  };
}

function configFrom(paired: Paired, wish: PairWish, before: AgentConfig | undefined, installId: string): AgentConfig {
  const machines = paired.machines.map((machine, index): MachineConfig => {
    const known = before?.machines.find((each) => each.id === machine.id);
    const { addresses } = wish;
    const address =
      addresses.get(machine.id) ??
      addresses.get(machine.name) ??
      addresses.get('*') ??
      known?.address ??
      ADDRESS_DEFAULT;
    const { fcc, line, table, ...rest } = known ?? {};
    const common = { currency: paired.shop.currency, ...rest, id: machine.id, name: machine.name, address };
    // A URL is what tells a machine with an FCC; it has to know where this PC is.
    if (/^https?:/.test(address)) return { ...common, driver: 'glory-fcc', fcc: fcc ?? { events: eventsOf(index) } };
    const serial = { ...(line === undefined ? {} : { line }), ...(table === undefined ? {} : { table }) };
    return { ...common, driver: 'glory-300', ...serial };
  });
  return {
    ...before,
    cloud: wish.cloud,
    agent: paired.agent,
    organization: paired.organization,
    installId,
    shop: paired.shop,
    machines,
    localApi: { port: wish.port ?? before?.localApi.port ?? LOCAL_API_PORT },
  };
}

/** The first address of this PC on a network, and a port of its own for each machine; a site may set others. */
function eventsOf(index: number): FccConfig['events'] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const announce = all.find((each) => !each.internal && each.family === 'IPv4')?.address ?? hostname();
  return { announce, port: FCC_EVENTS_PORT + index };
}

/** Kept before the code is sent: a lost answer can only be asked for again by the same key. */
function privateKeyAt(home: Home, draft: string): KeyObject {
  if (existsSync(draft)) return createPrivateKey(readFileSync(draft, 'utf8'));
  const { privateKey } = generateKeyPairSync('ed25519');
  writeSecret(home, draft, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return privateKey;
}

function installIdAt(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const id = randomBytes(16).toString('hex');
  writeWhole(path, `${id}\n`);
  return id;
}
