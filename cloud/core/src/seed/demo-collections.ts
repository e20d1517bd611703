import type { CashLine } from '@tillbridge/shared/cash';
import type { BankLine } from '@tillbridge/shared/reads-collections';
import { recordCustody } from '../cash/record-custody.ts';
import { type Database, withTenant } from '../db/client.ts';
import { requirePerson, type ShopScope } from '../people/require-person.ts';
import { startSession } from '../people/start-session.ts';
import { type DemoShop, demoId } from './demo-shops.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The carrier comes soon after a collection; the bank counts on the next day. */
const HANDED_OVER_AFTER_MS = 0.75 * HOUR_MS;
const COUNTED_AFTER_MS = 15 * HOUR_MS;
/** How far back the hand-over of each bag was written down, too. */
const HANDED_OVER_DAYS = 14;
const BANK = 'ธนาคารกรุงไทย';
/** The newest collection so many days ago in which the bank found a note less than the machine says. */
const OFF = { code: 'RST', ago: 6 } as const;

interface Collection {
  readonly id: string;
  readonly state: string;
  readonly collectedMs: number;
  readonly seal: string;
  readonly lines: readonly CashLine[];
}

/** What became of a shop's bags, told by the accountant; may be repeated, and then adds nothing. */
export async function recordCollections(db: Database, org: string, shop: DemoShop, nowMs: number): Promise<void> {
  const rows = await withTenant(
    db,
    org,
    (tx) => tx<Collection[]>`
      select collection_id as id, state, (extract(epoch from collected_at) * 1000)::float8 as "collectedMs", coalesce(seal, '') as seal, lines
      from collections
      where org_id = ${org} and shop_id = ${demoId(`shop ${shop.code}`)}
      order by collected_at`,
  );
  const off = shop.code === OFF.code ? rows.findLast((bag) => nowMs - bag.collectedMs >= OFF.ago * DAY_MS) : undefined;
  await asAccountant(db, org, async (scope) => {
    for (const bag of rows)
      if (bag.state !== 'counted') await recordBag(db, scope, shop, { ...bag, isOff: bag === off }, nowMs);
  });
}

async function recordBag(
  db: Database,
  scope: ShopScope,
  shop: DemoShop,
  bag: Collection & { readonly isOff: boolean },
  nowMs: number,
): Promise<void> {
  const { id, seal, collectedMs } = bag;
  const at = (afterMs: number) => new Date(Math.floor(collectedMs) + 1 + afterMs).toISOString();
  const ago = (nowMs - collectedMs) / DAY_MS;
  if (bag.state === 'collected' && ago < HANDED_OVER_DAYS && collectedMs + HANDED_OVER_AFTER_MS < nowMs) {
    const handed = { what: 'handed_over', happenedAt: at(HANDED_OVER_AFTER_MS), party: shop.carrier, seal } as const;
    await recordCustody(db, scope, id, handed, '');
  }
  if (collectedMs + COUNTED_AFTER_MS > nowMs) return;
  const counted = countedAtBank(bag.lines, bag.isOff);
  const wish = { what: 'counted', happenedAt: at(COUNTED_AFTER_MS), party: BANK, seal, counted } as const;
  await recordCustody(db, scope, id, { ...wish, counted: [...counted] }, '');
}

/** Each denomination once, whatever place it came from. */
function countedAtBank(lines: readonly CashLine[], isOff: boolean): readonly BankLine[] {
  const sums = new Map<string, BankLine>();
  for (const { form, valueMinor, pieces } of lines) {
    const known = sums.get(`${form} ${valueMinor}`);
    sums.set(`${form} ${valueMinor}`, { form, valueMinor, pieces: pieces + (known?.pieces ?? 0) });
  }
  const [dearest, ...others] = [...sums.values()].sort((a, b) => b.valueMinor - a.valueMinor);
  if (dearest === undefined) return [];
  return [isOff ? { ...dearest, pieces: dearest.pieces - 1 } : dearest, ...others];
}

/** Acts as a person of the demo, whose session ends with it. */
async function asAccountant(db: Database, org: string, act: (scope: ShopScope) => Promise<void>): Promise<void> {
  const person = demoId('person accountant@demo.test');
  const { claim } = await startSession(db, { org, person, cameBy: 'password', address: '', userAgent: 'demo' });
  try {
    await act(await requirePerson(db, claim));
  } finally {
    await withTenant(
      db,
      org,
      (tx) => tx`update sessions set ended_at = now(), ended_because = 'demo' where session_id = ${claim.session}`,
    );
  }
}
