import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../postgres/repository.ts';

const SCRIPT = join(REPOSITORY, 'scripts', 'pair-agent.sh');
const POWERSHELL = readFileSync(join(REPOSITORY, 'scripts', 'pair-agent.ps1'), 'utf8');
const run = (...words: readonly string[]) =>
  spawnSync('bash', [SCRIPT, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('the script of a visit', () => {
  it('explains itself', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const option of readFileSync(SCRIPT, 'utf8').match(/^ {4}(--[a-z-]+)/gm) ?? []) {
      expect(stdout).toContain(option.trim());
    }
  });

  it.each([
    [[], 'The address of the cloud is missing'],
    [['7KM-3QX9P-VT2HD', '--cloud'], '--cloud needs a value.'],
    [['--cloud', 'https://cloud.example'], 'The code is missing.'],
    [['A', 'B', '--cloud', 'https://cloud.example'], 'One code is enough: B is too much.'],
    [['A', '--fly'], 'There is no option --fly.'],
  ])('ends with 64 and a sentence for %j, before it installs anything', (words, sentence) => {
    const { status, stderr } = run(...words);
    expect(status).toBe(64);
    expect(stderr).toContain(sentence);
  });
});

describe('the script of a visit on Windows', () => {
  it('goes the same four steps and ends with the number of the doctor', () => {
    expect([...POWERSHELL.matchAll(/^Step (\d) /gm)].map((match) => match[1])).toEqual(['1', '2', '3', '4']);
    for (const words of ["'pair', $Code, '--cloud', $Cloud", 'service install --home', 'doctor --home']) {
      expect(POWERSHELL).toContain(words);
    }
    expect(POWERSHELL.trim().endsWith('exit $end')).toBe(true);
  });

  it('closes every bracket and every text', () => {
    const code = POWERSHELL.replace(/<#[\s\S]*?#>|#.*$/gm, '');
    const bare = code.replace(/'[^']*'|"[^"]*"/g, '');
    expect(bare).not.toMatch(/['"]/);
    for (const [open, close] of ['{}', '()', '[]']) {
      expect(bare.split(open ?? '').length, open).toBe(bare.split(close ?? '').length);
    }
  });
});
