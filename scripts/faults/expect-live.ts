import type { CashTransactionBody } from '@tillbridge/shared/fact';
import { type LivePage, openLivePage, signInOwner } from './live-page.ts';
import { holdNeighbour } from './neighbour.ts';
import { type Arrival, checkLive, LIVE_MS_MAX } from './oracle/check-live.ts';
import type { ScriptedFact } from './script-facts.ts';
import type { Stage } from './stage.ts';
import { until, WaitedTooLong } from './wait.ts';

/**
 * After the faults: a fresh sale stands on an open page, also while a poison fact goes before it, another shop stands in
 * the middle of its transaction and another page reads nothing. Answers the slowest of them, in milliseconds.
 */
export async function expectLive(stage: Stage): Promise<number> {
  const { url } = stage.cloud;
  const cookie = await signInOwner(url);
  const [page, slow] = await Promise.all([openLivePage(url, cookie), openLivePage(url, cookie)]);
  try {
    const plain = await sell(stage, page, 'a fresh sale', []);
    slow.stall();
    const neighbour = await holdNeighbour(stage.cloud);
    const beside = await sell(stage, page, 'a sale behind poison, beside a shop and a page that stand', [
      stage.script.poison(),
    ]);
    stage.findings.expect('others', neighbour.stands, () => 'the other shop did not stand still');
    await neighbour.release();
    checkLive([plain], [beside], stage.findings);
    return Math.max(
      ...[plain, beside].map(({ askedAtMs, heardAtMs = Number.NaN }) => Math.round(heardAtMs - askedAtMs)),
    );
  } finally {
    page.close();
    slow.close();
  }
}

async function sell(stage: Stage, page: LivePage, what: string, before: readonly ScriptedFact[]): Promise<Arrival> {
  const [copy] = stage.copies;
  if (copy === undefined) throw new Error('a stage without a PC');
  const sale = stage.script.sale();
  const { operation } = sale.body as CashTransactionBody;
  const askedAtMs = performance.now();
  await copy.append([...before, sale]);
  const heardAtMs = await until(what, LIVE_MS_MAX, async () => page.heardAtMs(operation)).catch((error: unknown) => {
    if (error instanceof WaitedTooLong) return undefined;
    throw error;
  });
  await stage.settled(copy);
  return { what, askedAtMs, heardAtMs };
}
