import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { homeAt } from '../config/home.ts';
import { makePlan } from './make-plan.ts';
import type { ServicePlan } from './plan.ts';
import { installUnit, removeUnit, type Systemd, unitState } from './systemd.ts';
import { systemdUnit, WATCHDOG_S } from './systemd-unit.ts';
import { winswXml } from './winsw-xml.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-service-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const plan: ServicePlan = {
  program: [process.execPath, '/opt/t/tillbridge.js'],
  home: '/var/lib/t',
  user: 'daemon',
  groups: [],
};
/** What `systemd-analyze security` calls good ends here; 10 is a program that may do everything. */
const EXPOSURE_MAX = 2.5;
const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;
const analyze = (...words: readonly string[]) => spawnSync('systemd-analyze', words, { encoding: 'utf8' });

describe('the unit for systemd', () => {
  it('runs the agent as an ordinary user with a watchdog, and starts it again whatever happens', () => {
    const unit = systemdUnit({ ...plan, groups: ['dialout'] });
    for (const line of [
      `ExecStart=${process.execPath} /opt/t/tillbridge.js run --home /var/lib/t`,
      'User=daemon',
      'SupplementaryGroups=dialout',
      'Type=notify',
      'Restart=always',
      'StartLimitIntervalSec=0',
      `WatchdogSec=${WATCHDOG_S}`,
      'CapabilityBoundingSet=',
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'ReadWritePaths=/var/lib/t',
      'DevicePolicy=closed',
      'UMask=0077',
    ]) {
      expect(unit.split('\n')).toContain(line);
    }
  });

  it('keeps words together that have spaces, and signs that systemd would read', () => {
    const unit = systemdUnit({ ...plan, home: '/srv/my "shop" 100%/$a' });
    expect(unit).toContain('--home "/srv/my \\"shop\\" 100%%/$$a"');
  });

  test.runIf(hasAnalyze)('is understood by systemd without a complaint, and called well confined', () => {
    const program: ServicePlan['program'] = ['/bin/true', '/opt/t/tillbridge.js'];
    const file = join(dir, 'tillbridge-agent.service');
    writeFileSync(file, systemdUnit({ ...plan, program }));
    const verified = analyze('verify', file);
    expect(verified.stderr.split('\n').filter((line) => line.includes('tillbridge-agent'))).toEqual([]);
    const judged = analyze('security', '--offline=true', '--no-pager', `--threshold=${EXPOSURE_MAX * 10}`, file);
    expect(judged.status, judged.stdout.split('\n').at(-2)).toBe(0);
  });
});

describe('the file for WinSW', () => {
  it('is well-formed, holds no secret, and starts the agent again after every end', () => {
    const file = join(dir, 'service.xml');
    const windows = { ...plan, program: ['C:\\Program Files\\nodejs\\node.exe', 'C:\\T & B\\tillbridge.js'] as const };
    writeFileSync(file, winswXml({ ...windows, home: 'C:\\ProgramData\\Tillbridge' }));
    const source = `import json, sys, xml.etree.ElementTree as e
r = e.parse(sys.argv[1]).getroot()
print(json.dumps({'id': r.findtext('id'), 'run': r.findtext('executable'), 'words': r.findtext('arguments'),
 'user': r.findtext('serviceaccount/username'), 'password': r.findtext('serviceaccount/password'),
 'again': [f.get('action') for f in r.findall('onfailure')]}))`;
    const read = spawnSync('python3', ['-c', source, file], { encoding: 'utf8' });
    expect(JSON.parse(read.stdout)).toEqual({
      id: 'tillbridge-agent',
      run: 'C:\\Program Files\\nodejs\\node.exe',
      words: '"C:\\T & B\\tillbridge.js" "run" "--home" "C:\\ProgramData\\Tillbridge"',
      user: 'NT SERVICE\\tillbridge-agent',
      password: null,
      again: ['restart', 'restart'],
    });
  });
});

describe('installing the service', () => {
  /** A systemctl that notes what it was asked, and a folder for units. */
  function systemd(script = 'exit 0'): Systemd & { asked(): string[] } {
    const [command, log, unitDir] = [join(dir, 'systemctl'), join(dir, 'asked'), join(dir, 'units')];
    writeFileSync(command, `#!/bin/sh\necho "$@" >> ${log}\n${script}\n`);
    chmodSync(command, 0o755);
    mkdirSync(unitDir);
    return { command, unitDir, runDir: dir, asked: () => readFileSync(log, 'utf8').trim().split('\n') };
  }

  it('writes the unit, then makes systemd read, enable and start it', () => {
    const here = systemd();
    const path = installUnit(here, plan);
    expect(readFileSync(path, 'utf8')).toBe(systemdUnit(plan));
    const unit = 'tillbridge-agent.service';
    expect(here.asked()).toEqual(['daemon-reload', `enable ${unit}`, `restart ${unit}`]);
    expect(removeUnit(here)).toBe(true);
    expect(existsSync(path)).toBe(false);
    expect(removeUnit(here)).toBe(false);
  });

  it('says what systemd said when it refuses, and whose right is missing', () => {
    expect(() => installUnit(systemd('echo "Unit is masked." >&2; exit 1'), plan)).toThrow(
      expect.objectContaining({ code: 'service.failed', extra: expect.objectContaining({ said: 'Unit is masked.' }) }),
    );
  });

  it('tells a missing right from a failure', () => {
    const here = systemd('echo "Failed to reload daemon: Access denied" >&2; exit 1');
    expect(() => unitState(here)).toThrow(expect.objectContaining({ code: 'service.rights' }));
  });

  it('reads the state of the service', () => {
    expect(unitState(systemd('echo ActiveState=active; echo MainPID=42'))).toEqual({
      ActiveState: 'active',
      MainPID: '42',
    });
  });

  it('says so where no systemd runs the PC', () => {
    const away = { ...systemd(), runDir: join(dir, 'nowhere') };
    expect(() => installUnit(away, plan)).toThrow(expect.objectContaining({ code: 'service.no-manager' }));
  });

  it('refuses to run the agent as root unless somebody names root', () => {
    const home = homeAt(dir);
    expect(() => makePlan(home, plan.program, undefined)).toThrow(expect.objectContaining({ code: 'edge.not-paired' }));
    writeFileSync(home.config, '{}');
    expect(makePlan(home, plan.program, 'somebody').user).toBe('somebody');
    const byOwner = () => makePlan(home, plan.program, undefined);
    if (process.getuid?.() === 0) expect(byOwner).toThrow(expect.objectContaining({ code: 'service.root' }));
    else expect(byOwner().user).not.toBe('');
  });
});
