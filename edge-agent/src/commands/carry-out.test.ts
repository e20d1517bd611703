import { type AgentCommand, COMMAND_KINDS } from '@tillbridge/shared/agent-commands';
import { uuidv7 } from '@tillbridge/shared/ids';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../log.ts';
import { MemoryNotes } from '../people/testing/notes.ts';
import { type CommandActs, carryOut } from './carry-out.ts';
import { COMMANDS_REMEMBERED_MAX, openCommandMemory } from './command-memory.ts';

const AGENT = '0192f0c0-0000-7000-8000-0000000000aa';
const NOW = '2026-11-20T08:00:00.000Z';
let ids = 0;
const command = (over: Partial<AgentCommand> = {}): AgentCommand => ({
  id: uuidv7(1_700_000_000_000 + ++ids, new Uint8Array(10)),
  agent: AGENT,
  kind: 'configuration.refresh',
  expiresAt: '2026-11-21T08:00:00.000Z',
  ...over,
});

/** An agent that counts what it did; `notes` is its journal, which outlives it. */
function agentWith(notes = new MemoryNotes(), over: Partial<CommandActs> = {}) {
  const did: string[] = [];
  const act = async ({ kind }: AgentCommand) => {
    did.push(kind);
    return { outcome: 'done' as const };
  };
  const acts = { ...Object.fromEntries(COMMAND_KINDS.map((kind) => [kind, act])), ...over } as CommandActs;
  const parts = { agent: AGENT, memory: openCommandMemory(notes), acts, log: silentLog };
  return { did, notes, hear: async (heard: AgentCommand, now = NOW) => (await carryOut(parts, heard, now)).outcome };
}

describe('a command at the shop', () => {
  it('is carried out once: heard again, also after a restart, it is only answered again', async () => {
    const first = agentWith();
    const heard = command();
    expect(await first.hear(heard)).toEqual({ outcome: 'done' });
    expect(await first.hear(heard)).toEqual({ outcome: 'done' });
    const restarted = agentWith(first.notes);
    expect(await restarted.hear(heard)).toEqual({ outcome: 'done' });
    expect([first.did, restarted.did]).toEqual([['configuration.refresh'], []]);
  });

  it('that the power was cut in is not begun again', async () => {
    const cut = agentWith(new MemoryNotes(), { 'key.rotate': () => new Promise(() => undefined) });
    const heard = command({ kind: 'key.rotate' });
    void cut.hear(heard);
    const restarted = agentWith(cut.notes);
    expect(await restarted.hear(heard)).toEqual({ outcome: 'failed', code: 'command.interrupted' });
    expect(restarted.did).toEqual([]);
  });

  it('that cannot be remembered is not begun', async () => {
    const notes = new MemoryNotes();
    const full = agentWith(notes);
    notes.writeNotes = () => {
      throw new Error('no room');
    };
    await expect(full.hear(command())).rejects.toThrow('no room');
    expect(full.did).toEqual([]);
  });

  it('that fails says so with a code and no detail', async () => {
    const broken = agentWith(new MemoryNotes(), {
      'bundle.send': () => Promise.reject(new Error('/home/shop/secret')),
    });
    expect(await broken.hear(command({ kind: 'bundle.send' }))).toEqual({ outcome: 'failed', code: 'command.failed' });
  });
});

describe('what is tried with commands at the shop', () => {
  it.each(['payout', 'machine.withdraw', 'cash.pay-out', 'shell', 'constructor', '__proto__', ''])(
    'unknown command %j: refused with a code, nothing done',
    async (kind) => {
      const agent = agentWith();
      expect(await agent.hear(command({ kind }))).toEqual({ outcome: 'refused', code: 'command.unknown' });
      expect(agent.did).toEqual([]);
    },
  );

  it('foreign agent: a command for another PC is refused and not remembered as ours', async () => {
    const agent = agentWith();
    const heard = command({ agent: '0192f0c0-0000-7000-8000-0000000000bb' });
    expect(await agent.hear(heard)).toEqual({ outcome: 'refused', code: 'command.foreign' });
    expect(agent.did).toEqual([]);
  });

  it('late: refused by the clock of the cloud, whatever the PC thinks', async () => {
    const agent = agentWith();
    const heard = command();
    expect(await agent.hear(heard, '2026-11-21T08:00:00.000Z')).toEqual({
      outcome: 'refused',
      code: 'command.expired',
    });
  });

  it('replayed after more commands than are remembered: refused all the same', async () => {
    const agent = agentWith();
    const first = command();
    await agent.hear(first);
    for (let n = 0; n < COMMANDS_REMEMBERED_MAX; n++) await agent.hear(command());
    agent.did.length = 0;
    expect(await agent.hear(first)).toEqual({ outcome: 'refused', code: 'command.replayed' });
    expect(agent.did).toEqual([]);
  });

  it('no act at all moves cash', () => {
    expect([...COMMAND_KINDS]).toEqual([
      'configuration.refresh',
      'bundle.send',
      'recount.ask',
      'agent.restart',
      'key.rotate',
    ]);
  });
});
