import { denominationName } from '@tillbridge/shared/money-label';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { THB_UNITS } from '../walk/rig-machine.ts';
import { signIn, tap } from './console-page.ts';
import { type ConsoleRig, STAFF } from './console-rig.ts';
import { type Pieces, sellAtTill, type TillSale } from './sell-at-till.ts';

/** What staff press at a console in English, and what people do with their hands meanwhile. */
export interface ConsoleHands {
  signIn(who?: { readonly name: string; readonly pin: string }): Promise<void>;
  job(name: string): Promise<void>;
  press(name: string): Promise<void>;
  /** The big words of the outcome, which is then taken note of by the button of that name. */
  outcome(leaveBy: string): Promise<string>;
  sell(amount: string, pieces: Pieces): Promise<string>;
  exchange(amount: string, pieces: Pieces): Promise<string>;
  payOut(amount: string): Promise<void>;
  approve(): Promise<void>;
  /** Counts what truly lies in the machine, piece by piece, into the sheet that is open. */
  countTruly(): Promise<void>;
  /** Settles what waits by a true count; the list of cases is open. */
  settle(): Promise<void>;
  putIn(pieces: Pieces): Promise<void>;
  /** A sale at the till beside the console. */
  sellAtTill(amountMinor: number, reference: string, pieces: Pieces): Promise<TillSale>;
}

const PATIENCE_MS = 30_000;
const POLL_MS = 20;

export function handsAt(page: Page, rig: ConsoleRig): ConsoleHands {
  const first = () => page.locator('.side .first');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const job = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click();

  async function putIn(pieces: Pieces): Promise<void> {
    await expect.poll(() => rig.machine.insert(pieces), { timeout: PATIENCE_MS, interval: POLL_MS }).toBeGreaterThan(0);
  }

  async function outcome(leaveBy: string): Promise<string> {
    const title = await page.locator('.outcome h1').textContent();
    await page.locator('.outcome').getByRole('button', { name: leaveBy, exact: true }).click();
    await page.locator('.outcome').waitFor({ state: 'detached' });
    return title ?? '';
  }

  async function payIn(name: string, amount: string, pieces: Pieces): Promise<string> {
    await job(name);
    // The point is typed at the keyboard, which presses the same pad.
    if (amount.includes('.')) await page.keyboard.type(amount);
    else await tap(page, amount);
    await first().click();
    await page.getByRole('progressbar').waitFor();
    await putIn(pieces);
    return outcome('Next');
  }

  const hands: ConsoleHands = {
    job,
    putIn,
    press,
    outcome,
    signIn: (who = STAFF.napha) => signIn(page, who),
    sell: (amount, pieces) => payIn('Take cash', amount, pieces),
    exchange: (amount, pieces) => payIn('Exchange', amount, pieces),
    async payOut(amount) {
      await job('Pay out');
      await tap(page, amount);
      await page.getByText('Exactly payable').waitFor();
      await first().click();
    },
    async approve() {
      await page.getByRole('dialog').getByRole('button', { name: STAFF.anong.name }).click();
      await page.keyboard.type(STAFF.anong.pin);
      await page.keyboard.press('Enter');
    },
    async countTruly() {
      const rows = page.locator('.count-rows button');
      await rows.first().waitFor();
      const { stock, cassette } = rig.machine.cash();
      for (let row = 0; row < (await rows.count()); row++) {
        const label = (await rows.nth(row).getAttribute('aria-label')) ?? '';
        const at = THB_UNITS.findIndex(({ valueMinor }) => label.startsWith(`${denominationName(valueMinor, 'THB')} `));
        if (at < 0) throw new Error(`nobody knows what ${label} is`);
        await rows.nth(row).click();
        await page.keyboard.type(String((label.includes(' box ') ? cassette : stock)[at] ?? 0));
      }
    },
    async settle() {
      await page.locator('.sheet').getByRole('button', { name: 'Count the machine' }).click();
      await hands.countTruly();
      await press('Settle with this count');
      expect(await outcome('Next')).toBe('COUNTED');
      await page.getByText('Nothing waits').waitFor();
    },
    sellAtTill: (amountMinor, reference, pieces) => sellAtTill(rig, amountMinor, reference, pieces),
  };
  return hands;
}
