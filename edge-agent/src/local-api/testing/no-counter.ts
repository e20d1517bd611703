import { Fault } from '@tillbridge/shared/faults/fault';
import type { Counter } from '../../counter/counter.ts';

/** A counter that takes no wish but those a test gives. */
export function noCounter(over: Partial<Counter> = {}): Counter {
  const refuse = () => Promise.reject(new Fault('counter.machine-unknown'));
  return {
    desks: [],
    takeCash: refuse,
    takeIn: refuse,
    payOut: refuse,
    exchange: refuse,
    refill: refuse,
    collect: refuse,
    empty: refuse,
    recount: refuse,
    cancel: () => false,
    finish: () => false,
    reset: refuse,
    cases: () => [],
    plan: () => ({ payable: false }),
    deskOf: () => {
      throw new Fault('counter.machine-unknown');
    },
    ...over,
  };
}
