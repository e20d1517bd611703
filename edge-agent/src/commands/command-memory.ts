import type { CommandOutcome } from '@tillbridge/shared/agent-commands';
import type { Journal } from '../journal/journal.ts';

/** So many commands are remembered one by one; whatever is older than all of them was carried out before. */
export const COMMANDS_REMEMBERED_MAX = 200;
const NOTE = 'commands';

interface Remembered {
  readonly id: string;
  /** Absent while it is carried out, and after a power cut in the middle of that. */
  readonly outcome?: CommandOutcome;
}
interface Book {
  /** Ids grow with time: this one and all below it were taken up before. */
  readonly floor: string;
  readonly commands: readonly Remembered[];
}

/** What was carried out, in the journal, so that no command is carried out twice: not after a restart, not when replayed. */
export interface CommandMemory {
  find(id: string): 'new' | 'begun' | 'forgotten' | CommandOutcome;
  /** On the disk before anything is done. Throws `journal.disk-full`. */
  begin(id: string): void;
  end(id: string, outcome: CommandOutcome): void;
}

export function openCommandMemory(journal: Pick<Journal, 'readNote' | 'writeNotes'>): CommandMemory {
  const kept = journal.readNote(NOTE);
  let book: Book = kept === undefined ? { floor: '', commands: [] } : (JSON.parse(kept) as Book);

  function write(commands: readonly Remembered[]): void {
    const dropped = commands.slice(0, Math.max(0, commands.length - COMMANDS_REMEMBERED_MAX));
    const floor = [book.floor, ...dropped.map(({ id }) => id)].sort().at(-1) ?? '';
    const next = { floor, commands: commands.slice(dropped.length) };
    journal.writeNotes([{ name: NOTE, value: JSON.stringify(next) }]);
    book = next;
  }

  return {
    find(id) {
      const known = book.commands.find((each) => each.id === id);
      if (known !== undefined) return known.outcome ?? 'begun';
      return id <= book.floor ? 'forgotten' : 'new';
    },
    begin: (id) => write([...book.commands, { id }]),
    end: (id, outcome) => write(book.commands.map((each) => (each.id === id ? { id, outcome } : each))),
  };
}
