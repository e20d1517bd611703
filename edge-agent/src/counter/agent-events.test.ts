import { describe, expect, it } from 'vitest';
import { MemoryJournal } from '../../test/memory-journal.ts';
import { keepAgentEvents } from './agent-events.ts';
import { openLedger } from './ledger.ts';

const SINCE = '2026-11-20T07:00:00.000Z';

function rig(journal = new MemoryJournal('boot')) {
  let nowMs = Date.parse(SINCE) + 60_000;
  const complaints: string[] = [];
  const ledger = openLedger({
    journal,
    shop: { timeZone: 'Asia/Bangkok', cutOffMinutes: 0 },
    clock: { nowMs: () => nowMs++, monotonicMs: () => nowMs, boot: 'boot' },
    clockWatch: { isOk: () => true },
  });
  const events = keepAgentEvents({ ledger, journal, log: { error: (message) => complaints.push(message) } });
  return { journal, events, complaints };
}

describe('the facts of the agent itself', () => {
  it('a full disk that takes no fact about itself is told when there is room, with when it began and ended', () => {
    const { journal, events, complaints } = rig();
    journal.full = true;
    events.heard({ code: 'disk_full', since: SINCE });
    events.again();
    expect(journal.facts).toEqual([]);
    journal.full = false;
    events.heard({ code: 'disk_ok', since: SINCE });
    expect(journal.bodies('agent.event')).toMatchObject([
      { code: 'disk_full', since: SINCE },
      { code: 'disk_ok', since: SINCE },
    ]);
    expect(complaints).toHaveLength(1);
  });

  it('what did not fit is written by itself, in order, before what comes later', () => {
    const { journal, events } = rig();
    journal.full = true;
    events.tell({ code: 'clock_jumped', detail: 'back 5 ms' });
    events.tell({ code: 'epoch_left', detail: 'witness' });
    journal.full = false;
    events.again();
    events.tell({ code: 'started', software: '1' });
    events.again();
    expect(journal.kinds()).toEqual(['clock_jumped', 'epoch_left', 'started']);
  });

  it('a process that died before it could say so leaves it to the next one, which says it once', () => {
    const { journal } = rig();
    journal.full = true;
    rig(journal).events.heard({ code: 'disk_full', since: SINCE });
    journal.full = false;
    rig(journal).events.heard({ code: 'disk_full', since: SINCE });
    const third = rig(journal);
    third.events.heard({ code: 'disk_full', since: SINCE });
    third.events.heard({ code: 'disk_ok', since: SINCE });
    expect(journal.kinds()).toEqual(['disk_full', 'disk_ok']);
  });

  it('a disk that fills up while the events are being written loses none and writes none twice', () => {
    const { journal, events } = rig();
    const append = journal.appendAll.bind(journal);
    let met = false;
    journal.appendAll = (facts) => {
      const done = append(facts);
      if (!met) {
        met = true;
        events.heard({ code: 'disk_full', since: SINCE });
      }
      return done;
    };
    events.tell({ code: 'started', software: '1' });
    expect(journal.kinds()).toEqual(['started', 'disk_full']);
  });
});
