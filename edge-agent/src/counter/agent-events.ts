import type { FactBody } from '@tillbridge/shared/fact';
import type { Journal, JournalEvent } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Ledger } from './ledger.ts';

type AgentEvent = FactBody<'agent.event'>;

export interface AgentEvents {
  /** Writes the event, or keeps it until there is room: what the agent knows of itself is never lost while it runs. */
  tell(event: AgentEvent): void;
  /** What the journal did of itself is a fact, too. */
  heard(event: JournalEvent): void;
  /** Writes what did not fit. Call it every few seconds. */
  again(): void;
}

/** What waits for room on a full disk. A clock that jumps all the time says nothing new by its thousandth jump. */
export const UNWRITTEN_MAX = 1_000;

/** The facts of the agent itself, in the order in which things happened, whether or not the disk had room for them. */
export function keepAgentEvents(parts: {
  readonly ledger: Pick<Ledger, 'write'>;
  readonly journal: Pick<Journal, 'newestFacts'>;
  readonly log: Pick<Log, 'error'>;
}): AgentEvents {
  const { ledger, journal, log } = parts;
  const unwritten: AgentEvent[] = [];
  /** When the disk became full that these facts told of last. */
  let fullToldOf: string | undefined;
  let writing = false;
  let complained = false;

  function keep(event: AgentEvent): void {
    unwritten.push(event);
    if (unwritten.length <= UNWRITTEN_MAX || writing) return;
    const jump = unwritten.findIndex(({ code }) => code === 'clock_jumped');
    unwritten.splice(Math.max(0, jump), 1);
  }

  function again(): void {
    // The disk can become full, and say so, while this is being written.
    if (writing || unwritten.length === 0) return;
    const events = unwritten.slice();
    writing = true;
    try {
      ledger.write(...events.map((body) => ({ kind: 'agent.event' as const, body })));
      unwritten.splice(0, events.length);
      complained = false;
    } catch (error) {
      if (!complained) log.error('events of the agent not written yet', { events: codesOf(events), error });
      complained = true;
      return;
    } finally {
      writing = false;
    }
    again();
  }

  function full(since: string): void {
    if (fullToldOf === since || isWritten(journal, since)) return;
    fullToldOf = since;
    keep({ code: 'disk_full', since, detail: DISK });
  }

  return {
    again,
    tell(event) {
      keep(event);
      again();
    },
    heard(event) {
      if (event.code === 'epoch_left') keep({ code: 'epoch_left', detail: `${event.reason}: left ${event.left}` });
      else if (event.code === 'disk_full') full(event.since);
      else if (event.code === 'disk_ok') {
        full(event.since);
        keep({ code: 'disk_ok', since: event.since, detail: DISK });
      }
      again();
    },
  };
}

const codesOf = (events: readonly AgentEvent[]) => events.map((event) => event.code);
const DISK = 'the disk of the shop PC';

/** Whether an earlier process already wrote that the disk became full then. */
function isWritten(journal: Pick<Journal, 'newestFacts'>, since: string): boolean {
  for (const fact of journal.newestFacts()) {
    if (fact.occurredAt < since) return false;
    if (fact.kind !== 'agent.event') continue;
    const { code, since: of } = fact.body as AgentEvent;
    if (code === 'disk_full' && of === since) return true;
  }
  return false;
}
