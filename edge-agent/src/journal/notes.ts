import type { Note } from './contract.ts';
import type { Db } from './open-database.ts';

/** Texts by name beside the facts. */
export interface Notes {
  read(name: string): string | undefined;
  /** Call inside a transaction when there are several. */
  write(notes: readonly Note[]): void;
  /** Takes over what is not known here yet. */
  takeOver(notes: readonly Note[]): void;
}

export function openNotes(db: Db): Notes {
  const read = db.prepare<[string], { value: string }>('select value from note where name = ?');
  const put = db.prepare<[string, string]>(
    'insert into note (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  );
  const keep = db.prepare<[string, string]>('insert or ignore into note (name, value) values (?, ?)');
  const drop = db.prepare<[string]>('delete from note where name = ?');
  return {
    read: (name) => read.get(name)?.value,
    write(notes) {
      for (const { name, value } of notes) {
        if (value === null) drop.run(name);
        else put.run(name, value);
      }
    },
    takeOver(notes) {
      for (const { name, value } of notes) if (value !== null) keep.run(name, value);
    },
  };
}

/** The notes of a journal that was set aside, as far as they can be read; a damaged page costs what lies behind it. */
export function readNotes(old: Db): readonly Note[] {
  const found: Note[] = [];
  try {
    for (const row of old.prepare<[], { name: string; value: string }>('select name, value from note').iterate())
      found.push(row);
  } catch {
    // A journal from before notes, or pages that are gone.
  }
  return found;
}
