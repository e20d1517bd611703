import type { Configuration } from '@tillbridge/shared/configuration';
import type { Counter } from '../../counter/counter.ts';
import { silentLog } from '../../log.ts';
import { openCounterPeople } from '../../people/counter-people.ts';
import { FakeClock, MemoryNotes } from '../../people/testing/notes.ts';
import { ShiftRig } from '../../shift/testing/shift-rig.ts';
import type { LocalApiParts } from '../parts.ts';
import { openTills } from '../tills.ts';

export interface TestWish {
  readonly agent: string;
  readonly counter: Counter;
  readonly token: string;
  readonly configuration?: Configuration;
  readonly clock?: FakeClock;
  readonly over?: Partial<LocalApiParts>;
}

/** The local API's parts with real people, sessions and approvals; journal and clock are the test's. */
export function testParts(wish: TestWish): LocalApiParts {
  const clock = wish.clock ?? new FakeClock();
  const people = openCounterPeople(new MemoryNotes(), clock);
  const { configuration } = wish;
  if (configuration !== undefined)
    people.configuration.apply({ version: 1, incarnation: 'a'.repeat(32), configuration });
  return {
    agent: wish.agent,
    software: 'test',
    counter: wish.counter,
    status: () => ({ fine: true }),
    watched: () => ({}),
    tills: openTills(wish.token, []),
    people: people.people,
    sessions: people.sessions,
    approvals: people.approvals,
    shift: new ShiftRig().desk,
    limits: () => people.configuration.configuration.limits,
    isKnown: () => false,
    log: silentLog,
    ...wish.over,
  };
}
