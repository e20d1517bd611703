import { Fault } from '@tillbridge/shared/faults/fault';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';

/** So many wrong PINs of one person are a slip of the finger. */
export const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 900_000;
/** So many wrong PINs of anybody, and one more a minute: whoever tries one PIN with every name gets no further. */
export const SHOP_TRIES = 15;
const SHOP_TRY_EVERY_MS = 60_000;
const SHOP = '*';

/** Wrong tries of one person, or of the whole shop, and when the last one was. */
interface Tries {
  readonly wrong: number;
  readonly atMs: number;
  readonly boot: string;
  readonly monoMs: number;
}

/** Makes guessing PINs slow, also across a restart and a clock that is set. */
export interface PinTries {
  /**
   * Counts a try before it is judged, so that tries side by side are counted too and a kill in between frees nobody.
   * Throws `local.pin-wait` with `retryAfterMs`, and what the journal throws.
   */
  begin(person: string): void;
  /** The PIN was right: the person's tries are forgotten, and the shop's count loses this one. */
  right(person: string): void;
}

/** After so many wrong tries the next one must wait so long: nothing at first, then doubling up to a quarter of an hour. */
export function waitAfter(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(wrong - FREE_TRIES, 20));
}

export function openPinTries(journal: Pick<Journal, 'readNote' | 'writeNotes'>, clock: Clock): PinTries {
  const noteOf = (who: string) => `pin-tries/${who}`;
  const read = (who: string): Tries | undefined => parse(journal.readNote(noteOf(who)));
  const note = (who: string, wrong: number) => {
    const tries: Tries = { wrong, atMs: clock.nowMs(), boot: clock.boot, monoMs: clock.monotonicMs() };
    return { name: noteOf(who), value: wrong > 0 ? JSON.stringify(tries) : null };
  };
  /** Within one boot a clock that is set changes nothing; across boots a clock set back only makes it longer. */
  const elapsedMs = (tries: Tries) =>
    tries.boot === clock.boot ? clock.monotonicMs() - tries.monoMs : Math.max(0, clock.nowMs() - tries.atMs);
  const shopLevel = (tries: Tries | undefined) =>
    tries === undefined ? 0 : Math.max(0, tries.wrong - Math.floor(elapsedMs(tries) / SHOP_TRY_EVERY_MS));

  return {
    begin(person) {
      const own = read(person);
      const ownWait = own === undefined ? 0 : waitAfter(own.wrong) - elapsedMs(own);
      const shop = read(SHOP);
      const level = shopLevel(shop);
      const shopWait =
        shop === undefined || level < SHOP_TRIES ? 0 : SHOP_TRY_EVERY_MS - (elapsedMs(shop) % SHOP_TRY_EVERY_MS);
      const retryAfterMs = Math.ceil(Math.max(ownWait, shopWait));
      if (retryAfterMs > 0) throw new Fault('local.pin-wait', { retryAfterMs });
      journal.writeNotes([note(person, (own?.wrong ?? 0) + 1), note(SHOP, level + 1)]);
    },
    right(person) {
      journal.writeNotes([note(person, 0), note(SHOP, Math.max(0, shopLevel(read(SHOP)) - 1))]);
    },
  };
}

function parse(text: string | undefined): Tries | undefined {
  if (text === undefined) return undefined;
  try {
    const { wrong, atMs, boot, monoMs } = JSON.parse(text) as Tries;
    if ([wrong, atMs, monoMs].every(Number.isFinite)) return { wrong, atMs, boot, monoMs };
  } catch {
    // A note that cannot be read counts as many tries: forgetting would be the attacker's gain.
  }
  return { wrong: SHOP_TRIES, atMs: 0, boot: '', monoMs: 0 };
}
