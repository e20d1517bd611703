import type { LiveMessage } from '@tillbridge/shared/live';
import type { ShopNow, ShopPage, Today, TransactionRow } from '@tillbridge/shared/reads';
import { tileOf } from '@tillbridge/shared/shop-tile';

/** Rows a page keeps of one shop; older ones are a link away. */
export const RECENT_ROWS_MAX = 40;

export interface LiveState {
  /** Null until the first snapshot. */
  readonly today: Today | null;
  /** The newest push of each shop, which says all of its units; a list of shops does not. */
  readonly heard: Readonly<Record<string, ShopNow>>;
  /** New transactions of each shop since the page opened, newest first. */
  readonly arrived: Readonly<Record<string, readonly TransactionRow[]>>;
}

export const LIVE_EMPTY: LiveState = { today: null, heard: {}, arrived: {} };

/** Takes one message in. Values are absolute: the higher version of a shop wins, and nothing is ever added up. */
export function foldLive(state: LiveState, message: LiveMessage): LiveState {
  if (message.type === 'snapshot')
    return { ...state, today: state.today === null ? message.today : foldToday(state.today, message.today) };
  if (message.type !== 'shop') return state;
  const { tile, transactions } = message;
  const today = state.today === null ? null : foldTile(state.today, message);
  const { [tile.id]: known = tile } = state.heard;
  return {
    today,
    heard: { ...state.heard, [tile.id]: newer(known, tile) },
    arrived: { ...state.arrived, [tile.id]: foldRows(state.arrived[tile.id] ?? [], transactions) },
  };
}

/** The newer of two readings of all shops; each shop keeps its own highest version. */
export function foldToday(one: Today, other: Today): Today {
  const [first, last] = other.asOf >= one.asOf ? [one, other] : [other, one];
  const known = new Map(first.shops.map((tile) => [tile.id, tile]));
  return { ...last, shops: last.shops.map((tile) => newer(known.get(tile.id) ?? tile, tile)) };
}

/** The last argument wins a tie: a silence does not raise the version, so the later word of it counts. */
function newer<Shop extends { readonly version: number }>(one: Shop, other: Shop): Shop {
  return one.version > other.version ? one : other;
}

function foldTile(today: Today, { tile, needs, sentAt }: Extract<LiveMessage, { type: 'shop' }>): Today {
  const known = today.shops.find((shop) => shop.id === tile.id);
  if (known === undefined || known.version > tile.version) return today;
  return {
    ...today,
    asOf: sentAt > today.asOf ? sentAt : today.asOf,
    shops: today.shops.map((shop) => (shop === known ? tileOf(tile) : shop)),
    needs: [...today.needs.filter((need) => need.shopId !== tile.id), ...needs],
  };
}

/** One list without repeats, newest first. A row that comes again replaces the one we had. */
export function foldRows(known: readonly TransactionRow[], more: readonly TransactionRow[]): TransactionRow[] {
  if (more.length === 0) return [...known];
  const byId = new Map(known.map((row) => [row.id, row]));
  for (const row of more) byId.set(row.id, row);
  return [...byId.values()].sort(newestFirst).slice(0, RECENT_ROWS_MAX);
}

function newestFirst(a: TransactionRow, b: TransactionRow): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

/**
 * One shop's page with what has been heard since it was read. A list of all shops has no units: of a version that is new
 * here it changes nothing until the page is read again, and of the same one, all but them.
 */
export function foldShop(page: ShopPage, { today, heard, arrived }: LiveState): ShopPage {
  const { id } = page.tile;
  const tile = newer(heard[id] ?? page.tile, page.tile);
  const recent = foldRows(page.recent, arrived[id] ?? []);
  const listed = today?.shops.find((shop) => shop.id === id);
  if (listed?.version !== tile.version || today === null || today.asOf <= page.asOf) return { ...page, recent, tile };
  return {
    ...page,
    recent,
    asOf: today.asOf,
    tile: { ...listed, machines: tile.machines },
    needs: today.needs.filter((need) => need.shopId === id),
  };
}

/** Whether more is known of a shop by now than a page that was read shows: its sums and agents do not come with a push. */
export function isBehind({ tile }: ShopPage, { today, heard }: LiveState): boolean {
  const listed = today?.shops.find((shop) => shop.id === tile.id);
  return Math.max(listed?.version ?? 0, heard[tile.id]?.version ?? 0) > tile.version;
}
