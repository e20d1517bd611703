import { describe, expect, it } from 'vitest';
import { closed, lineAt, lineOf, MACHINE, opened, ShiftRig, sumOf } from './testing/shift-rig.ts';

const SUDA = '11 Suda';
const NIPON = '12 Nipon';
const BOSS = '1 Boss';

describe('mistakes that other systems made', () => {
  it('change is subtracted from what is expected', async () => {
    const rig = await opened();
    rig.move('sale', { in: { 10000: 1 }, out: { 2000: 1 } });
    const closing = await closed(rig);
    expect(sumOf(closing)).toMatchObject({ inMinor: 10_000, outMinor: 2_000, varianceMinor: 0 });
    expect(sumOf(closing)?.expectedMinor).toBe((sumOf(closing)?.openingMinor ?? 0) + 8_000);
  });

  it('the closing count is not overwritten by what was expected, nor by what the device says', async () => {
    const rig = await opened();
    const closing = await closed(rig, { 2000: 47 });
    expect(lineAt(closing, 2_000)).toMatchObject({ expected: 50, reported: 50, counted: 47 });
    expect(sumOf(closing)?.varianceMinor).toBe(-6_000);
    expect(rig.journal.bodies('shift.counted')[0]?.lines).toContainEqual(lineOf(2_000, 47));
  });

  it('a difference at the opening is not counted again at the closing', async () => {
    const rig = new ShiftRig();
    await rig.desk.open(SUDA, { source: 'counted', lines: rig.counted({ 2000: 45 }) });
    // Five notes were missing before this shift began, and are still missing: nothing is missing from this shift.
    const closing = await closed(rig, { 2000: 45 });
    expect(sumOf(closing)).toMatchObject({ varianceMinor: 0 });
    expect(rig.journal.bodies('shift.opened')[0]).toMatchObject({
      lines: expect.arrayContaining([lineOf(2_000, 45)]),
      reported: expect.arrayContaining([lineOf(2_000, 50)]),
    });
  });

  it('the counted opening begins the next shift, not the closing of the one before', async () => {
    const rig = await opened();
    await closed(rig);
    rig.stock[10_000] = 30;
    await rig.desk.open(NIPON, { source: 'counted', lines: rig.counted() });
    const closing = await closed(rig);
    expect(lineAt(closing, 10_000)).toMatchObject({ opening: 30, expected: 30, counted: 30 });
    expect(sumOf(closing)?.varianceMinor).toBe(0);
  });

  it('a close is never refused because there is a variance', async () => {
    const rig = await opened();
    const closing = await closed(rig, { 10000: 0 });
    expect(closing).toMatchObject({ number: 1, tier: 'approval', settled: false });
    expect(sumOf(closing)?.varianceMinor).toBe(-500_000);
    expect(rig.book.state.open).toBeUndefined();
  });

  it('coins that nobody counted are not taken for none', async () => {
    const rig = await opened();
    const closing = await closed(rig, { 100: undefined });
    expect(lineAt(closing, 100)).toMatchObject({ counted: null, reported: 50, expected: 50 });
    expect(sumOf(closing)).toMatchObject({ varianceMinor: 0, countedMinor: 50 * 12_000 });
    const counted = await opened();
    expect(sumOf(await closed(counted, { 100: 0 }))?.varianceMinor).toBe(-5_000);
  });

  it('a paid-in has the right sign: a refill raises what is expected', async () => {
    const rig = await opened();
    rig.move('refill', { in: { 2000: 20 } });
    expect(lineAt(await closed(rig), 2_000)).toMatchObject({ in: 20, out: 0, expected: 70 });
  });

  it('a partial payout is in the records with what went out', async () => {
    const rig = await opened();
    rig.move('payout', { out: { 10000: 2 } }, 'partial');
    const closing = await closed(rig);
    expect(lineAt(closing, 10_000)).toMatchObject({ out: 2, expected: 48 });
    expect(closing.kinds).toEqual([{ kind: 'payout', currency: 'THB', operations: 1, inMinor: 0, outMinor: 20_000 }]);
  });

  it('a hand in the machine changes what it reports, never what is expected', async () => {
    const rig = await opened();
    rig.stock[10_000] = 45;
    const closing = await closed(rig);
    expect(lineAt(closing, 10_000)).toMatchObject({ expected: 50, reported: 45, counted: 45 });
    expect(sumOf(closing)?.varianceMinor).toBe(-50_000);
  });
});

describe('the count', () => {
  it('is blind: nothing shows what is expected before it', async () => {
    const rig = await opened();
    rig.move('sale', { in: { 10000: 3 } });
    const shown = JSON.stringify([rig.desk.public(), await rig.desk.count(SUDA, rig.counted())]);
    const before = JSON.stringify(rig.desk.public());
    for (const word of ['expected', 'opening"', 'moved', 'reported']) expect(before).not.toContain(word);
    expect(shown).toContain('expected');
    expect(rig.journal.bodies('shift.counted')).toMatchObject([{ attempt: 1, blind: true, by: SUDA }]);
  });

  it('of somebody who has seen what is expected says so', async () => {
    const rig = await opened();
    await rig.desk.count(SUDA, rig.counted({ 100: 49 }));
    await rig.desk.count(SUDA, rig.counted());
    rig.desk.seen(BOSS);
    await rig.desk.count(BOSS, rig.counted());
    await rig.desk.count(NIPON, rig.counted());
    expect(rig.journal.bodies('shift.counted').map(({ attempt, blind }) => [attempt, blind])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, true],
    ]);
    expect(await rig.desk.close(SUDA, {})).toMatchObject({ counts: 4, blind: true });
  });

  it('is void after any movement', async () => {
    const rig = await opened();
    await rig.desk.count(SUDA, rig.counted());
    rig.move('sale', { in: { 100: 5 } });
    await expect(rig.desk.close(SUDA, {})).rejects.toThrow('shift.not-counted');
    await expect(closed(rig)).resolves.toMatchObject({ counts: 2 });
  });

  it('names each denomination once, of machines that are here', async () => {
    const rig = await opened();
    const twice = [lineOf(100, 1), lineOf(100, 2)];
    const foreign = [{ ...lineOf(100, 1), machine: MACHINE.replace('1', '2') }];
    for (const lines of [twice, foreign]) await expect(rig.desk.count(SUDA, lines)).rejects.toThrow('shift.count-form');
  });

  it('waits for an operation that runs', async () => {
    const rig = await opened();
    rig.running = true;
    await expect(rig.desk.count(SUDA, rig.counted())).rejects.toThrow('shift.operation-running');
  });
});

describe('what a difference takes', () => {
  it.each([
    [0, 'automatic', true],
    [20, 'automatic', true],
    [21, 'reason', false],
    [200, 'reason', false],
    [201, 'approval', false],
  ])('of %i baht is %s', async (baht, tier, settled) => {
    const rig = await opened({ 100: 1_000 });
    expect(await closed(rig, { 100: 1_000 - baht })).toMatchObject({ tier, settled });
    const over = await opened({ 100: 1_000 });
    expect(await closed(over, { 100: 1_000 + baht })).toMatchObject({ tier, settled });
  });

  it('is a reason, or a second person, and stands in the closing', async () => {
    const reasoned = await opened({ 100: 1_000 });
    await reasoned.desk.count(SUDA, reasoned.counted({ 100: 950 }));
    expect(await reasoned.desk.close(SUDA, { reason: 'a wrong roll' })).toMatchObject({
      tier: 'reason',
      settled: true,
      reason: 'a wrong roll',
    });
    const approved = await opened({ 100: 1_000 });
    await approved.desk.count(SUDA, approved.counted({ 100: 500 }));
    expect(await approved.desk.close(SUDA, { approve: () => BOSS })).toMatchObject({
      tier: 'approval',
      settled: true,
      approvedBy: BOSS,
    });
  });

  it('is a reason at least where nobody counted and no device answers', async () => {
    const rig = await opened();
    rig.answers = false;
    const closing = await closed(rig, { 100: undefined });
    expect(lineAt(closing, 100)).toMatchObject({ expected: 50, reported: null, counted: null });
    expect(closing).toMatchObject({ tier: 'reason', settled: false });
    expect(sumOf(closing)).toMatchObject({ unproven: 1, reportedMinor: null });
  });

  it('given afterwards is a fact of its own, and the closing stays as it was', async () => {
    const rig = await opened();
    const closing = await closed(rig, { 10000: 0 });
    rig.desk.approve(1, BOSS, 'found behind the box');
    expect(rig.journal.bodies('shift.adjusted')).toMatchObject([{ number: 1, what: 'approved', by: BOSS }]);
    expect(rig.desk.closing(1)).toMatchObject(closing);
    expect(() => rig.desk.approve(2, BOSS, undefined)).toThrow('shift.closing-unknown');
  });
});
