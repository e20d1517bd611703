import type { LiveMessage } from '@tillbridge/shared/live';
import type { ShopPage, ShopTile, Today, TransactionRow } from '@tillbridge/shared/reads';

/** Rows a page keeps of one shop; older ones are a link away. */
export const RECENT_ROWS_MAX = 40;

export interface LiveState {
  /** Null until the first snapshot. */
  readonly today: Today | null;
  /** New transactions of each shop since the page opened, newest first. */
  readonly arrived: Readonly<Record<string, readonly TransactionRow[]>>;
}

export const LIVE_EMPTY: LiveState = { today: null, arrived: {} };

/** Takes one message in. Values are absolute: the higher version of a shop wins, and nothing is ever added up. */
export function foldLive(state: LiveState, message: LiveMessage): LiveState {
  if (message.type === 'snapshot')
    return { ...state, today: state.today === null ? message.today : foldToday(state.today, message.today) };
  if (message.type !== 'shop') return state;
  const { tile, transactions } = message;
  const today = state.today === null ? null : foldTile(state.today, message);
  const known = state.arrived[tile.id] ?? [];
  return { today, arrived: { ...state.arrived, [tile.id]: foldRows(known, transactions) } };
}

/** The newer of two readings of all shops; each shop keeps its own highest version. */
export function foldToday(older: Today, newer: Today): Today {
  const [first, last] = newer.asOf >= older.asOf ? [older, newer] : [newer, older];
  const known = new Map(first.shops.map((tile) => [tile.id, tile]));
  return { ...last, shops: last.shops.map((tile) => newerTile(known.get(tile.id), tile)) };
}

/** The last argument wins a tie: a silence does not raise the version, so the later word of it counts. */
export function newerTile(one: ShopTile | undefined, other: ShopTile): ShopTile {
  return one !== undefined && one.version > other.version ? one : other;
}

function foldTile(today: Today, { tile, needs, sentAt }: Extract<LiveMessage, { type: 'shop' }>): Today {
  const known = today.shops.find((shop) => shop.id === tile.id);
  if (known === undefined || newerTile(known, tile) === known) return today;
  return {
    ...today,
    asOf: sentAt > today.asOf ? sentAt : today.asOf,
    shops: today.shops.map((shop) => (shop === known ? tile : shop)),
    needs: needs === undefined ? today.needs : [...today.needs.filter((need) => need.shopId !== tile.id), ...needs],
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

/** One shop's page with what has been heard since it was read. */
export function foldShop(page: ShopPage, state: LiveState): ShopPage {
  const heard = state.today?.shops.find((tile) => tile.id === page.tile.id);
  const recent = foldRows(page.recent, state.arrived[page.tile.id] ?? []);
  if (heard === undefined || state.today === null) return { ...page, recent };
  const later = state.today.asOf > page.asOf;
  const tile = later ? newerTile(page.tile, heard) : newerTile(heard, page.tile);
  if (tile !== heard || !later) return { ...page, recent, tile };
  return {
    ...page,
    recent,
    tile,
    asOf: state.today.asOf,
    needs: state.today.needs.filter((need) => need.shopId === tile.id),
  };
}

/** True when a push hints that the list of what needs a person has changed, which only the server words. */
export function mayChangeNeeds(before: ShopTile | undefined, message: LiveMessage): boolean {
  if (message.type !== 'shop' || message.needs !== undefined) return false;
  if (message.transactions.some((row) => row.outcome !== 'completed' && row.outcome !== 'cancelled')) return true;
  return before === undefined || healthOf(before) !== healthOf(message.tile);
}

function healthOf(tile: ShopTile): string {
  const machines = tile.machines.map((machine) => [
    machine.state === 'offline' ? 'offline' : 'on',
    machine.faults.map((fault) => `${fault.code}${fault.unit ?? ''}`).join(),
    machine.units.map((unit) => unit.level).join(),
  ]);
  return JSON.stringify([tile.silent, machines]);
}
