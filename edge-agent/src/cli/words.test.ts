import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOCTOR_EXITS } from '../doctor/exit-codes.ts';
import { UPDATE_EXITS, UPDATE_THERE } from '../update/exit-codes.ts';
import { completionScript } from './completion.ts';
import { buildProgram, runProgram } from './program.ts';
import type { Shell } from './shell.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-words-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function shellWith(words: readonly string[], over: Partial<Shell> = {}) {
  const said = { out: '', err: '' };
  const shell: Shell = {
    words,
    program: ['node', 'tillbridge.js'],
    defaultHome: dir,
    language: 'en',
    shown: false,
    watched: false,
    fetch,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    readSecret: async () => '',
    endAsked: Promise.resolve(),
    ...over,
  };
  return { shell, said };
}

async function say(words: readonly string[], over: Partial<Shell> = {}) {
  const { shell, said } = shellWith(words, over);
  return { code: await runProgram(shell), ...said };
}

const program = () => buildProgram(shellWith([]).shell, () => undefined);
const all = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(all)];

describe('the words of tillbridge', () => {
  it('explain every command, argument and option', () => {
    for (const command of all(program())) {
      expect(command.description(), command.name()).toMatch(/^[A-Z].{20,}[.]$/);
      for (const option of command.options) expect(option.description, `${command.name()} ${option.long}`).not.toBe('');
      for (const argument of command.registeredArguments) expect(argument.description, command.name()).not.toBe('');
    }
  });

  it('list every number that a command ends with, each once, in both languages', async () => {
    const numbers = Object.values(DOCTOR_EXITS);
    const updates = [UPDATE_THERE, ...new Set(Object.values(UPDATE_EXITS))];
    expect(new Set([...numbers, ...updates]).size).toBe(numbers.length + updates.length);
    for (const language of ['en', 'th'] as const) {
      const { out, code } = await say(['help', 'exit-codes'], { language });
      expect(code).toBe(0);
      for (const number of [0, 64, 69, 70, 75, 78, ...updates, ...numbers])
        expect(out).toMatch(new RegExp(`^ *${number}  `, 'm'));
    }
  });

  it('help with one command, and say so when there is none', async () => {
    expect((await say(['help', 'service', 'install'])).out).toContain('Usage: tillbridge service install');
    expect(await say(['help', 'fly'])).toMatchObject({ code: 64 });
    expect((await say(['dokter'])).err).toContain('Did you mean doctor?');
  });
});

describe('the configuration', () => {
  const id = '0192f0c0-0000-7000-8000-000000000001';
  const config = {
    cloud: 'https://cloud.example',
    agent: id,
    organization: id,
    shop: { id, name: 'Silom', timeZone: 'Asia/Bangkok', cutOffMinutes: 240, currency: 'THB' },
    machines: [],
    localApi: { port: 4310 },
  };
  const PEM =
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n';
  const write = (over: object = {}, mode = 0o600) => {
    writeFileSync(join(dir, 'config.json'), JSON.stringify({ ...config, ...over }), { mode: 0o600 });
    mkdirSync(join(dir, 'secrets'), { mode: 0o700 });
    writeFileSync(join(dir, 'secrets', 'agent.key'), 'tb_live_ab12cd34_veryverysecret_abc123', { mode });
    writeFileSync(join(dir, 'secrets', 'agent-ed25519.pem'), PEM, { mode });
    writeFileSync(join(dir, 'secrets', 'local-api.token'), 'tbl_alsoverysecret', { mode });
  };

  it.each([[], ['--json']])('is shown without its secrets %j', async (...more) => {
    write();
    const { out, code } = await say(['config', 'show', ...more]);
    expect(code).toBe(0);
    expect(out).toContain('Silom');
    expect(out).toContain('tb_live_ab12cd34_…');
    expect(out).toMatch(/([0-9A-F]{4} ){7}[0-9A-F]{4}/);
    expect(out).not.toMatch(/verysecret|AAECAw/);
  });

  it('is checked whole: every mistake of file and secrets in one message', async () => {
    write({ cloud: 'http://away.example', shop: { ...config.shop, timeZone: 'Mars' } }, 0o644);
    const { err, code } = await say(['config', 'check']);
    expect(code).toBe(78);
    expect(err.match(/^ {2}- /gm)).toHaveLength(5);
    expect(err).not.toContain('verysecret');
  });

  it('that is right is said to be right', async () => {
    write();
    expect(await say(['config', 'check'])).toMatchObject({ code: 0, err: '' });
  });
});

describe('completion', () => {
  /** What bash would offer after these words. */
  function offered(...words: readonly string[]): readonly string[] {
    const list = words.map((word) => `'${word}'`).join(' ');
    const script = `${completionScript(program(), 'bash')}
COMP_WORDS=(tillbridge ${list}); COMP_CWORD=${words.length}; _tillbridge; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trim().split('\n');
  }

  it('knows commands, their commands, options and values, in bash', () => {
    expect(offered('d')).toEqual(['doctor']);
    expect(offered('service', 're')).toEqual(['remove']);
    expect(offered('service', 'install', '--u')).toEqual(['--user']);
    expect(offered('logs', '--f')).toEqual(['--follow']);
    expect(offered('logs', '--level', '')).toEqual(['debug', 'info', 'warn', 'error']);
    expect(offered('completion', '--home', '/us')).toEqual(['/usr']);
  });

  it('speaks to zsh and fish, too', async () => {
    const zsh = await say(['completion', 'zsh']);
    expect(zsh.out).toMatch(/^#compdef tillbridge\n/);
    const fish = await say(['completion', 'fish']);
    expect(fish.out).toContain('complete -c tillbridge -n __fish_use_subcommand -a doctor -d ');
    expect(fish.out).toContain('-l level -x -a "debug info warn error"');
  });
});
