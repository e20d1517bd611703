import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { archiveDueMonths } from '@tillbridge/core/archive/archive-round';
import { ONLINE_MONTHS } from '@tillbridge/core/archive/due-months';
import { connectDatabase, type Database, withTenant } from '@tillbridge/core/db/client';
import { compareRound } from '@tillbridge/core/divergences/compare-round';
import { type QuarantineKey, redrive } from '@tillbridge/core/ingest/redrive';
import { ALL_RULES, type CloudRules } from '@tillbridge/core/ingest/rules';
import { makeNonce } from '@tillbridge/core/keys/nonce';
import {
  type RevocationFile,
  replayRevocations,
  revocationFile as revocationFileAt,
} from '@tillbridge/core/keys/revocations';
import { revokeAgentKey } from '@tillbridge/core/keys/revoke-agent-key';
import { makePairingCode } from '@tillbridge/core/pairing/make-pairing-code';
import { redeemPairingCode } from '@tillbridge/core/pairing/redeem-pairing-code';
import { requirePerson, type ShopScope } from '@tillbridge/core/people/require-person';
import { folderStore } from '@tillbridge/core/store/folder-store';
import type { SealedPlace } from '@tillbridge/core/store/read-places';
import { sealKeys } from '@tillbridge/core/store/seal';
import type { Credentials } from '../../messages.ts';
import { ARCHIVE_STANDS, WORLD } from '../../world.ts';
import { serveCommands } from '../serve-commands.ts';
import { type Door, openDoor } from './door.ts';

/** The cloud's half of the suite: the real verbs on a real Postgres in a process that may be killed at any moment. */
interface ServeFields {
  readonly databaseUrl: string;
  readonly secretsFile: string;
  readonly revocationsFile: string;
  readonly withoutRules: readonly (keyof CloudRules)[];
}

interface Running {
  readonly db: Database;
  readonly door: Door;
  readonly rules: CloudRules;
  readonly pepper: Buffer;
  readonly revocations: RevocationFile;
  readonly archive: SealedPlace;
}

const POOL_MAX = 6;
const ALL_DUE_MS = 30 * 24 * 3_600_000;
const ADDRESS = '127.0.0.1';

let running: Running | undefined;
let heldRedrive: { readonly release: () => void; readonly result: Promise<unknown> } | undefined;

serveCommands({
  serve: (fields) => serve(fields as unknown as ServeFields),
  leave,
  redrive: (fields) => redrive(current().db, keyIn(fields), { rules: current().rules }),
  'redrive-begin': (fields) => beginRedrive(keyIn(fields)),
  'redrive-end': endRedrive,
  compare,
  archive: (fields) => archive(fields['killAt'] as string | undefined),
  revoke: async (fields) => {
    const { db, revocations } = current();
    return revokeAgentKey(db, await somebody(db), String(fields['agent']), revocations, ADDRESS);
  },
  pair: (fields) => pair(fields['agent'] as string | undefined, fields['shop'] as string | undefined),
});

async function serve(fields: ServeFields): Promise<{ port: number }> {
  if (running !== undefined) return { port: running.door.port };
  const written = JSON.parse(readFileSync(fields.secretsFile, 'utf8')) as {
    pepper: string;
    webKey: string;
    agentKey: string;
    auditKey: string;
  };
  const secrets = { ...written, pepper: Buffer.from(written.pepper) };
  const rules: CloudRules = { ...ALL_RULES, ...Object.fromEntries(fields.withoutRules.map((rule) => [rule, false])) };
  const { databaseUrl, revocationsFile } = fields;
  const db = await connectDatabase({ url: databaseUrl, poolMax: POOL_MAX });
  // As the API does before it opens: what was revoked stays revoked, whatever the database says.
  await replayRevocations(db, revocationsFile);
  const door = await openDoor({ db, databaseUrl, secrets, revocationsFile, rules });
  running = {
    db,
    door,
    rules,
    pepper: secrets.pepper,
    revocations: revocationFileAt(revocationsFile),
    archive: {
      store: folderStore(join(dirname(revocationsFile), 'archive-store')),
      keys: sealKeys(createPrivateKey(written.auditKey)),
    },
  };
  return { port: door.port };
}

async function leave(): Promise<void> {
  const leaving = running;
  running = undefined;
  await leaving?.door.close();
  await leaving?.db.close();
}

/** A job that has read its row and is about to write: the world may change before it goes on. */
function beginRedrive(key: QuarantineKey): Promise<boolean> {
  const { db, rules } = current();
  return new Promise((resolve) => {
    let release = (): void => undefined;
    const gate = new Promise<void>((open) => {
      release = open;
    });
    const meanwhile = (): Promise<void> => {
      resolve(true);
      return gate;
    };
    const result = redrive(db, key, { rules, meanwhile }).catch((error: unknown) => String(error));
    heldRedrive = { release, result };
    void result.then(() => resolve(false));
  });
}

async function endRedrive(): Promise<unknown> {
  const held = heldRedrive;
  heldRedrive = undefined;
  held?.release();
  return held?.result;
}

/** Archives what is due, as the worker does; killed at a step, as a worker can be. Answers how many months went. */
async function archive(killAt: string | undefined): Promise<number> {
  const { db, archive: place } = current();
  const onStep = (step: string): void => {
    if (step !== killAt) return;
    // The suite kills this process where it stands.
    writeFileSync(join(place.store.place, ARCHIVE_STANDS), step);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  const failed = (_month: string, error: unknown): void => {
    throw error;
  };
  const ended = await archiveDueMonths({ db, ...place, onStep }, ONLINE_MONTHS, failed);
  return [...ended.values()].filter((how) => how === 'dropped').length;
}

/** A round in which everything is due, as the worker makes them; answers how much does not agree after it. */
async function compare(): Promise<number> {
  const { db, archive: place } = current();
  await compareRound({ db, archive: place }, WORLD.org, new Date(Date.now() + ALL_DUE_MS));
  const [row] = await withTenant(
    db,
    WORLD.org,
    (tx) =>
      tx<{ open: number }[]>`select count(*) as open from divergences where org_id = ${WORLD.org} and state = 'open'`,
  );
  return row?.open ?? 0;
}

async function pair(agent: string | undefined, shop: string = WORLD.shop): Promise<Credentials> {
  const { db, pepper, revocations } = current();
  const scope = await somebody(db);
  const wish = { shop, autoConfirm: true, address: ADDRESS, ...(agent === undefined ? {} : { agent }) };
  const { code } = await makePairingCode(db, pepper, scope, wish);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const nonce = makeNonce(pepper, Date.now());
  const enrolled = await redeemPairingCode(
    db,
    { pepper, keyMode: 'test', revocations },
    {
      code,
      nonce,
      publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
      signature: sign(null, Buffer.from(`${nonce}.${code}`), privateKey).toString('base64url'),
      installId: '0'.repeat(32),
      hostName: 'faults',
      system: process.platform,
    },
    ADDRESS,
  );
  return {
    agent: enrolled.agent,
    key: enrolled.key,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function somebody(db: Database): Promise<ShopScope> {
  return requirePerson(db, { org: WORLD.org, person: WORLD.person, session: WORLD.session });
}

function keyIn(fields: Readonly<Record<string, unknown>>): QuarantineKey {
  const { agent, epoch, sequence, hash } = fields;
  return { org: WORLD.org, agent: String(agent), epoch: String(epoch), sequence: Number(sequence), hash: String(hash) };
}

function current(): Running {
  if (running === undefined) throw new Error('the cloud is not open');
  return running;
}
