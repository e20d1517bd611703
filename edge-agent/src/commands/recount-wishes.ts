import type { FactBody } from '@tillbridge/shared/fact';
import type { Journal } from '../journal/journal.ts';

const NOTE = 'recount-wishes';

/** Machines that the office wants counted. The console shows it; a person counts; nothing moves by it. */
export interface RecountWishes {
  ask(machines: readonly string[], at: string): void;
  /** Since when a machine should be counted; undefined when nobody asks for it. */
  askedAt(machine: string): string | undefined;
}

type Wishes = Readonly<Record<string, string>>;

/** Wishes outlive a restart, and each ends with the next count of its machine. */
export function openRecountWishes(
  journal: Pick<Journal, 'readNote' | 'writeNotes' | 'onAppend' | 'newestFacts'>,
): RecountWishes {
  const kept = journal.readNote(NOTE);
  let wishes: Wishes = kept === undefined ? {} : (JSON.parse(kept) as Wishes);

  function write(next: Wishes): void {
    const none = Object.keys(next).length === 0;
    journal.writeNotes([{ name: NOTE, value: none ? null : JSON.stringify(next) }]);
    wishes = next;
  }

  journal.onAppend(() => {
    if (Object.keys(wishes).length === 0) return;
    const [fact] = journal.newestFacts(['cash.recount']);
    if (fact === undefined) return;
    const { machine } = fact.body as FactBody<'cash.recount'>;
    const asked = wishes[machine];
    if (asked === undefined || fact.occurredAt < asked) return;
    write(Object.fromEntries(Object.entries(wishes).filter(([id]) => id !== machine)));
  });

  return {
    ask: (machines, at) => write({ ...wishes, ...Object.fromEntries(machines.map((machine) => [machine, at])) }),
    askedAt: (machine) => wishes[machine],
  };
}
