import type { Configuration } from '@tillbridge/shared/configuration';
import { beforeEach, describe, expect, it } from 'vitest';
import { APPROVAL_LASTS_MS } from './approvals.ts';
import { openCounterPeople } from './counter-people.ts';
import { FREE_TRIES, SHOP_TRIES, waitAfter } from './pin-tries.ts';
import { IDLE_MS, LONGEST_MS } from './sessions.ts';
import { employee, staff } from './testing/employees.ts';
import { FakeClock, MemoryNotes } from './testing/notes.ts';

const incarnation = 'a'.repeat(32);
let notes: MemoryNotes;
let clock: FakeClock;
let configured: Configuration;

beforeEach(async () => {
  notes = new MemoryNotes();
  clock = new FakeClock();
  configured = await staff();
});

function open() {
  const shop = openCounterPeople(notes, clock);
  if (shop.configuration.name === undefined)
    shop.configuration.apply({ version: 1, incarnation, configuration: configured });
  return shop;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
}

describe('signing in with a PIN', () => {
  it('works from what was pulled before, after a restart and without a line', async () => {
    open();
    clock.restart();
    expect(await open().people.identify('11', '2580')).toMatchObject({ number: '11', name: 'Employee 11' });
  });

  it('refuses a wrong PIN, an unknown number and somebody without a PIN with the same words', async () => {
    const [first] = configured.employees;
    if (first === undefined) throw new Error('nobody');
    configured = { ...configured, employees: [...configured.employees, { ...first, number: '77', pinVerifier: null }] };
    const { people } = open();
    for (const [number, pin] of [
      ['11', '2581'],
      ['99', '2580'],
      ['77', '2580'],
    ] as const)
      expect(await codeOf(people.identify(number, pin))).toBe('local.pin');
  });

  it('makes each wrong PIN after the third wait longer, up to a quarter of an hour', () => {
    const waits = Array.from({ length: 40 }, (_, wrong) => waitAfter(wrong));
    expect(waits.slice(0, FREE_TRIES + 3)).toEqual([0, 0, 0, 5_000, 10_000, 20_000]);
    expect(waits.at(-1)).toBe(900_000);
  });

  it('locks after wrong PINs, also for the right one, and says how long', async () => {
    const { people } = open();
    for (let n = 0; n < FREE_TRIES; n++) await codeOf(people.identify('11', '0001'));
    await expect(people.identify('11', '2580')).rejects.toMatchObject({
      code: 'local.pin-wait',
      extra: { retryAfterMs: 5_000 },
    });
    expect(await codeOf(people.identify('12', '2581'))).toBe('done');
    clock.pass(5_000);
    expect(await codeOf(people.identify('11', '2580'))).toBe('done');
    expect(await codeOf(people.identify('11', '0001'))).toBe('local.pin');
  });

  it('stays locked across a restart and a clock set back, and is not opened by setting it forward', async () => {
    for (let n = 0; n < FREE_TRIES + 3; n++) {
      await codeOf(open().people.identify('11', '0001'));
      clock.pass(waitAfter(n + 1));
    }
    expect(await codeOf(open().people.identify('11', '0001'))).toBe('local.pin');
    clock.wallMs += 3_600_000;
    expect(await codeOf(open().people.identify('11', '2580'))).toBe('local.pin-wait');
    clock.wallMs -= 7_200_000;
    clock.restart();
    expect(await codeOf(open().people.identify('11', '2580'))).toBe('local.pin-wait');
  });

  it('counts tries side by side', async () => {
    const { people } = open();
    const tries = await Promise.all(Array.from({ length: 20 }, () => codeOf(people.identify('11', '0001'))));
    expect(tries.filter((code) => code === 'local.pin')).toHaveLength(FREE_TRIES);
  });

  it('counts a try before it is judged, so that killing the agent in between frees nobody', async () => {
    for (let n = 0; n < FREE_TRIES; n++) {
      const under = open().people.identify('11', '0001');
      clock.restart();
      await codeOf(under);
    }
    expect(await codeOf(open().people.identify('11', '2580'))).toBe('local.pin-wait');
  });

  it('slows whoever tries one PIN with every number', async () => {
    const many = await Promise.all(
      Array.from({ length: SHOP_TRIES + 1 }, (_, n) => employee(String(200 + n), '7391', [])),
    );
    configured = { ...configured, employees: many };
    const { people } = open();
    const codes: string[] = [];
    for (const { number } of many) codes.push(await codeOf(people.identify(number, '0001')));
    expect(codes.filter((code) => code === 'local.pin')).toHaveLength(SHOP_TRIES);
    expect(codes.at(-1)).toBe('local.pin-wait');
    clock.pass(60_000);
    expect(await codeOf(people.identify('200', '7391'))).toBe('done');
  });

  it('takes a note that was tampered with for many tries', async () => {
    const shop = open();
    notes.kept.set(`pin-tries/${configured.employees[0]?.id}`, '{"wrong":"none"}');
    clock.wallMs = 1;
    expect(await codeOf(shop.people.identify('11', '2580'))).toBe('local.pin-wait');
  });
});

describe('a session', () => {
  it('ends when nobody uses it, and after half a day', async () => {
    const { people, sessions } = open();
    const person = await people.identify('11', '2580');
    const { token } = sessions.begin(person);
    clock.pass(IDLE_MS);
    expect(sessions.find(token)?.number).toBe('11');
    clock.pass(IDLE_MS + 1);
    expect(sessions.find(token)).toBeUndefined();
    const used = sessions.begin(person);
    for (let passed = 0; passed <= LONGEST_MS; passed += IDLE_MS) {
      clock.pass(IDLE_MS);
      sessions.find(used.token);
    }
    expect(sessions.find(used.token)).toBeUndefined();
  });

  it('ends with the pull that disables its person or brings another PIN, and follows changed rights', async () => {
    const { people, sessions, configuration } = open();
    const { token } = sessions.begin(await people.identify('11', '2580'));
    const other = sessions.begin(await people.identify('12', '2581'));
    const [first, second, ...rest] = configured.employees;
    if (first === undefined || second === undefined) throw new Error('nobody');
    const changed = { ...first, permissions: ['machine.see' as const] };
    configuration.apply({ version: 2, incarnation, configuration: { ...configured, employees: [changed, ...rest] } });
    expect([...(sessions.find(token)?.permissions ?? [])]).toEqual(['machine.see']);
    expect(sessions.find(other.token)).toBeUndefined();
    const renewed = await employee('11', '9174', []);
    configuration.apply({ version: 3, incarnation, configuration: { ...configured, employees: [renewed] } });
    expect(sessions.find(token)).toBeUndefined();
  });

  it('is not looked at by watching, and not found by anything but its token', async () => {
    const { people, sessions } = open();
    const { token } = sessions.begin(await people.identify('11', '2580'));
    clock.pass(IDLE_MS - 1);
    expect(sessions.isLive(token)).toBe(true);
    clock.pass(2);
    expect(sessions.isLive(token)).toBe(false);
    for (const not of ['', 'tbs_', `${token}x`, 'tbl_x']) expect(sessions.find(not)).toBeUndefined();
  });
});

describe('the approval of a second person', () => {
  const what = { action: 'payout', subject: 'operation-1', amountMinor: 600_000 } as const;

  it('is good for exactly one act, once, for a while', async () => {
    const { people, approvals } = open();
    const buyer = await people.identify('13', '2583');
    const second = { number: '1', pin: '8520' };
    const { approval } = await approvals.give(what, buyer, second);
    for (const other of [
      { ...what, amountMinor: 600_001 },
      { ...what, subject: 'operation-2' },
      { ...what, action: 'closing' as const },
    ])
      expect(() => approvals.use(approval, other, buyer)).toThrow('local.approval');
    expect(() => approvals.use(approval, what, undefined)).toThrow('local.approval');
    expect(approvals.use(approval, what, buyer)).toMatchObject({ number: '1' });
    expect(() => approvals.use(approval, what, buyer)).toThrow('local.approval');
    const late = await approvals.give(what, buyer, second);
    clock.pass(APPROVAL_LASTS_MS + 1);
    expect(() => approvals.use(late.approval, what, buyer)).toThrow('local.approval');
  });

  it('comes from somebody else, who holds the right, now', async () => {
    const { people, approvals, configuration } = open();
    const manager = await people.identify('1', '8520');
    const own = approvals.give(what, manager, { number: '1', pin: '8520' });
    expect(await codeOf(own)).toBe('local.same-person');
    expect(await codeOf(approvals.give(what, manager, { number: '11', pin: '2580' }))).toBe('local.forbidden');
    expect(await codeOf(approvals.give(what, manager, { number: '2', pin: '0001' }))).toBe('local.pin');
    const { approval } = await approvals.give(what, manager, { number: '2', pin: '8521' });
    const employees = configured.employees.filter((each) => each.number !== '2');
    configuration.apply({ version: 2, incarnation, configuration: { ...configured, employees } });
    expect(() => approvals.use(approval, what, manager)).toThrow('local.approval');
  });
});
