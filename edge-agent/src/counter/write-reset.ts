import { Fault } from '@tillbridge/shared/faults/fault';
import type { DeskParts } from './desk-parts.ts';

/** How long whoever reset a machine waits to hear whether it agrees with the books; the reading goes on after that. */
export const RESET_READ_MS = 10_000;

/** Who resets a machine stands in the journal before it is done: it may sweep pieces aside. Throws `counter.not-recorded`. */
export function writeReset(
  { ledger, log }: Pick<DeskParts, 'ledger' | 'log'>,
  machine: string,
  operator: string | undefined,
): void {
  const who = operator === undefined ? {} : { operator };
  try {
    ledger.write({ kind: 'agent.event', body: { code: 'machine_reset', machine, ...who } });
  } catch (error) {
    log.error('reset not written', { machine, error });
    throw new Fault('counter.not-recorded');
  }
}
