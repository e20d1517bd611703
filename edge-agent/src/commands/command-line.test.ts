import { generateKeyPairSync } from 'node:crypto';
import { type AgentCommand, BUNDLE_CHUNK_BYTES_MAX, type CommandOutcome } from '@tillbridge/shared/agent-commands';
import { uuidv7 } from '@tillbridge/shared/ids';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { CloudFetch } from '../delivery/cloud-fetch.ts';
import { until } from '../delivery/testing/shop.ts';
import { silentLog } from '../log.ts';
import { MemoryNotes } from '../people/testing/notes.ts';
import { agentActs, type CommandTools } from './agent-acts.ts';
import { type CommandLine, startCommandLine } from './command-line.ts';
import { openCommandMemory } from './command-memory.ts';
import { rotateKey } from './rotate-key.ts';

const AGENT = '0192f0c0-0000-7000-8000-0000000000aa';
const FRONT = '0192f0c0-0000-7000-8000-0000000000f1';
const { privateKey } = generateKeyPairSync('ed25519');
const lines: CommandLine[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) await line.stop();
});

/** A cloud that offers its commands one by one until each is answered, and holds the question open when there is none. */
function cloudWith(...waiting: AgentCommand[]) {
  const cloud = {
    answers: [] as { id: string; outcome: CommandOutcome }[],
    keysSeen: [] as string[],
    bundle: Buffer.alloc(0),
    loseAnswers: 0,
    rotateKey: false,
    keys: 0,
  };
  const reply = (body: unknown, status = 200) => ({
    status,
    headers: { get: () => null },
    text: async () => JSON.stringify(body),
  });
  const fetch: CloudFetch = async (url, { body, signal }) => {
    const path = new URL(url).pathname;
    const said = body === undefined ? {} : (JSON.parse(String(body)) as Record<string, never>);
    if (path === '/v1/agent/nonce') return reply({ nonce: 'n' });
    if (path === '/v1/agent/token') {
      cloud.keysSeen.push(said['key'] ?? '');
      return reply({ token: 't', expiresInMs: 600_000, agent: AGENT, shop: AGENT });
    }
    if (path === '/v1/agent/key/rotate') {
      cloud.keys += 1;
      cloud.rotateKey = false;
      return reply({ id: 'abcdefgh', key: `key-${cloud.keys}` });
    }
    const [, id = '', what] = /^\/v1\/agent\/commands\/([^/]+)\/(answer|bundle)$/.exec(path) ?? [];
    if (what === 'answer') {
      if (cloud.loseAnswers-- > 0) throw new Error('cut');
      cloud.answers.push({ id, outcome: said as unknown as CommandOutcome });
      waiting.shift();
      return reply({ id });
    }
    if (what === 'bundle') {
      if (said['offset'] === cloud.bundle.length)
        cloud.bundle = Buffer.concat([cloud.bundle, Buffer.from(said['bytes'] ?? '', 'base64')]);
      return reply({ heldTo: cloud.bundle.length });
    }
    const serverTime = '2026-11-20T08:00:00.000Z';
    if (cloud.rotateKey) return reply({ serverTime, rotateKey: true });
    if (waiting[0] !== undefined) return reply({ serverTime, command: waiting[0] });
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
    return reply({});
  };
  return { cloud, fetch };
}

let ids = 0;
const command = (kind: string, over: Partial<AgentCommand> = {}): AgentCommand => ({
  id: uuidv7(1_700_000_000_000 + ++ids, new Uint8Array(10)),
  agent: AGENT,
  kind,
  expiresAt: '2026-11-21T08:00:00.000Z',
  ...over,
});

function listening(fetch: CloudFetch, over: Partial<CommandTools> = {}) {
  const did: string[] = [];
  let key = 'key-0';
  const keepKey = (next: string) => {
    key = next;
  };
  const tools: CommandTools = {
    machines: [FRONT],
    wishes: { ask: (machines) => void did.push(`recount ${machines.join()}`), askedAt: () => undefined },
    now: () => '2026-11-20T08:00:00.000Z',
    refresh: () => void did.push('refresh'),
    keepKey,
    packBundle: async () => Buffer.alloc(BUNDLE_CHUNK_BYTES_MAX + 5, 7),
    isIdle: () => true,
    restart: () => void did.push('restart'),
    ...over,
  };
  const notes = new MemoryNotes();
  const credentials = {
    agent: AGENT,
    privateKey,
    get key() {
      return key;
    },
  };
  const line = startCommandLine({
    cloudUrl: 'http://cloud.test',
    credentials,
    clock: systemClock(),
    log: silentLog,
    fetch,
    random: () => 0,
    carrying: (ask) => ({
      agent: AGENT,
      memory: openCommandMemory(notes),
      acts: agentActs(tools, ask),
      log: silentLog,
    }),
    rotate: (ask) => rotateKey(ask, keepKey),
  });
  lines.push(line);
  return { did, key: () => key };
}

describe('the line for commands', () => {
  it('carries out each command in its order, once, and answers it', async () => {
    const { cloud, fetch } = cloudWith(
      command('configuration.refresh'),
      command('recount.ask'),
      command('recount.ask', { machine: AGENT }),
      command('payout'),
      command('agent.restart'),
    );
    const { did } = listening(fetch);
    await until('five answers', () => cloud.answers.length === 5);
    await until('restarted after its answer', () => did.includes('restart'));
    expect(did).toEqual(['refresh', `recount ${FRONT}`, 'restart']);
    expect(cloud.answers.map(({ outcome }) => outcome.code ?? outcome.outcome)).toEqual([
      'done',
      'done',
      'command.machine',
      'command.unknown',
      'done',
    ]);
  });

  it('answers again from memory when an answer was lost', async () => {
    const { cloud, fetch } = cloudWith(command('configuration.refresh'));
    cloud.loseAnswers = 1;
    const { did } = listening(fetch);
    await until('answered', () => cloud.answers.length === 1);
    expect(did).toEqual(['refresh']);
  }, 60_000);

  it('does not restart while a machine is at work, nor where nothing would start it again', async () => {
    const busy = cloudWith(command('agent.restart'));
    const lonely = cloudWith(command('agent.restart'));
    const first = listening(busy.fetch, { isIdle: () => false });
    listening(lonely.fetch, { restart: undefined });
    await until('both answered', () => busy.cloud.answers.length + lonely.cloud.answers.length === 2);
    expect(busy.cloud.answers[0]?.outcome).toEqual({ outcome: 'refused', code: 'command.busy' });
    expect(lonely.cloud.answers[0]?.outcome).toEqual({ outcome: 'refused', code: 'command.no-restart' });
    expect(first.did).toEqual([]);
  });

  it('sends the bundle in pieces before it says done', async () => {
    const { cloud, fetch } = cloudWith(command('bundle.send'));
    listening(fetch);
    await until('answered', () => cloud.answers.length === 1);
    expect(cloud.answers[0]?.outcome).toEqual({ outcome: 'done' });
    expect(cloud.bundle.equals(Buffer.alloc(BUNDLE_CHUNK_BYTES_MAX + 5, 7))).toBe(true);
  });

  it('says so when the bundle is larger than may be sent', async () => {
    const { cloud, fetch } = cloudWith(command('bundle.send'));
    listening(fetch, { packBundle: async () => Buffer.alloc(9_000_000) });
    await until('answered', () => cloud.answers.length === 1);
    expect(cloud.answers[0]?.outcome).toEqual({ outcome: 'failed', code: 'command.too-large' });
  });

  it('rotates its key when told to, and when the cloud says that it is old; the next token is bought with the new one', async () => {
    const { cloud, fetch } = cloudWith(command('key.rotate'));
    const agent = listening(fetch);
    await until('the new key is used', () => cloud.keysSeen.includes('key-1'));
    expect(agent.key()).toBe('key-1');
    const old = cloudWith();
    old.cloud.rotateKey = true;
    listening(old.fetch);
    await until('the new key is used there', () => old.cloud.keysSeen.includes('key-1'));
    expect(old.cloud.keysSeen).toEqual(['key-0', 'key-1']);
  });
});
