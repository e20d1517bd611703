import { faultEntry } from '@tillbridge/shared/faults';
import { describe, expect, it } from 'vitest';
import { homeAt } from '../config/home.ts';
import type { AgentStatus } from '../status.ts';
import { checkAgent } from './check-agent.ts';
import { checkClock } from './check-cloud.ts';
import { checkSoftware } from './check-home.ts';
import { checkMachine } from './check-machines.ts';
import { checkDisk } from './check-store.ts';
import { DOCTOR_EXITS, exitOf } from './exit-codes.ts';
import { fault, note, ok } from './finding.ts';
import type { Patient } from './patient.ts';

const machine = { id: 'm', name: 'Front', driver: 'glory-300', address: 'tcp:10.0.0.5:4001', currency: 'THB' } as const;

/** A PC whose agent runs and says this of itself. */
function running(over: object): Patient {
  const journal = { disk: { state: 'ok' } };
  const status = { software: 'tillbridge-agent/1.0.0', machines: [], journal, ...over } as unknown as AgentStatus;
  const config = { localApi: { port: 4310 }, machines: [machine] } as unknown as NonNullable<Patient['config']>;
  const clock = { nowMs: () => 0, monotonicMs: () => 0, boot: '' };
  const software = 'tillbridge-agent/1.0.0';
  return { home: homeAt('/'), clock, fetch, software, diskFloorBytes: 0, config, secrets: undefined, status };
}

describe('what the doctor makes of', () => {
  it.each([
    ['18.20.0', 'doctor.node-old'],
    ['20.18.9', 'doctor.node-old'],
    ['20.19.0', undefined],
    ['22.0.0', undefined],
  ])('Node %s', (version, code) => {
    expect(checkSoftware('x', version).code).toBe(code);
  });

  it.each([
    [0, 'ok', undefined],
    [-30_000, 'note', undefined],
    [120_000, 'note', undefined],
    [120_001, 'fault', 'doctor.clock-off'],
    [-31_536_000_000, 'fault', 'doctor.clock-off'],
  ])('a clock that is %i ms ahead', (offsetMs, state, code) => {
    expect(checkClock(offsetMs)).toMatchObject({ state, ...(code === undefined ? {} : { code }) });
  });

  it('an agent that was not restarted after an update', () => {
    expect(checkAgent(running({}))).toMatchObject({ state: 'ok' });
    expect(checkAgent(running({ software: 'tillbridge-agent/0.9.0' })).code).toBe('doctor.other-version');
  });

  it('a disk that the running agent found full', () => {
    expect(checkDisk(running({ journal: { disk: { state: 'full' } } })).code).toBe('doctor.disk-full');
  });

  it.each([
    ['idle', [], undefined],
    ['offline', [{ code: 'machine.offline' }], 'doctor.machine-silent'],
    ['fault', [{ code: 'machine.jam', unit: 'note' }], 'doctor.machine-fault'],
  ])('a machine that a running agent calls %s', async (state, faults, code) => {
    const [finding] = await checkMachine(running({ machines: [{ id: 'm', state, faults, since: '' }] }), machine);
    expect(finding).toMatchObject({ of: 'Front', ...(code === undefined ? { state: 'ok' } : { code }) });
  });
});

it('a machine that the office took out of service', async () => {
  const machines = [{ id: 'm', state: 'idle', faults: [], since: '', retired: true }];
  const [finding] = await checkMachine(running({ machines }), machine);
  expect(finding).toMatchObject({ of: 'Front', state: 'warning', code: 'doctor.machine-retired' });
});

describe('the end of an examination', () => {
  const sound = ok('home');
  const [warning, first, second] = [
    fault('disk', 'doctor.disk-low'),
    fault('cloud', 'doctor.tls'),
    fault('port', 'doctor.port-missing'),
  ];

  it.each([
    ['nothing', [sound, note('agent')], 0],
    ['a warning', [sound, warning], DOCTOR_EXITS['doctor.disk-low']],
    ['the first fault, before any warning', [warning, first, second], DOCTOR_EXITS['doctor.tls']],
  ])('is that of %s', (_name, findings, end) => {
    expect(exitOf(findings)).toBe(end);
  });

  it('has a sentence and a remedy in both languages for each number, and no number twice', () => {
    expect(new Set(Object.values(DOCTOR_EXITS)).size).toBe(Object.keys(DOCTOR_EXITS).length);
    for (const code of Object.keys(DOCTOR_EXITS)) {
      const entry = faultEntry(code);
      expect(entry?.meaning.th, code).toMatch(/[ก-๛]/);
      expect(entry?.remedy.th, code).toMatch(/[ก-๛]/);
      expect(entry?.remedy.en, code).toMatch(/[.]$/);
    }
  });
});
