import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { WaitingAgents } from '@tillbridge/shared/reads-agents';
import { REPOSITORY } from '../postgres/repository.ts';
import type { Person } from './person.ts';

export interface VisitScript {
  readonly code: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
  /** Confirms the shop PC once it shows its fingerprint. */
  readonly person: Person;
}

/** Runs `scripts/pair-agent.sh` as a technician does; answers the number it ended with. */
export async function runVisitScript({ code, words, env, say, person }: VisitScript): Promise<number | null> {
  const script = join(REPOSITORY, 'scripts', 'pair-agent.sh');
  const child = spawn('bash', [script, code, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let shownTo = 0;
  let confirming: Promise<void> | undefined;
  const hear = (bytes: Buffer) => {
    said += bytes.toString();
    const lines = said.slice(shownTo).split('\n').slice(0, -1);
    for (const line of lines) say(`  ${line}`);
    shownTo += lines.reduce((sum, line) => sum + line.length + 1, 0);
    const shown = /Fingerprint of this PC: ([0-9A-F ]{39})/.exec(said)?.[1];
    if (shown !== undefined) confirming ??= confirm(person, shown);
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', hear);
  const ended = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  await confirming;
  return ended;
}

/** Compares as a person does: only a PC with the same fingerprint is let in. */
async function confirm(person: Person, shown: string): Promise<void> {
  const { agents } = await person.get<WaitingAgents>('/api/v1/agents/waiting');
  const waiting = agents.find((agent) => agent.fingerprint === shown);
  if (waiting === undefined) throw new Error('the dashboard shows no shop PC with this fingerprint');
  await person.post(`/api/v1/agents/${waiting.agentId}/confirm`, { fingerprint: shown });
}
