import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import { type Approvals, openApprovals } from './approvals.ts';
import { type ConfigurationBook, openConfigurationBook } from './configuration-book.ts';
import { openPeople, type People } from './people.ts';
import { openPinTries } from './pin-tries.ts';
import { openSessions, type Sessions } from './sessions.ts';

/** Everybody who may stand at the counter, and what the shop lets them do. */
export interface CounterPeople {
  readonly configuration: ConfigurationBook;
  readonly people: People;
  readonly sessions: Sessions;
  readonly approvals: Approvals;
}

export function openCounterPeople(journal: Pick<Journal, 'readNote' | 'writeNotes'>, clock: Clock): CounterPeople {
  const configuration = openConfigurationBook(journal);
  const people = openPeople(configuration, openPinTries(journal, clock));
  return { configuration, people, sessions: openSessions(people, clock), approvals: openApprovals(people, clock) };
}
