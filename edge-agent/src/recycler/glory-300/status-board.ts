import type { MachineState } from '@tillbridge/shared/cash';
import { instant } from '../../clock.ts';
import type { DriverEvent, MachineStatus, RaisedFault } from '../driver.ts';
import type { Timing } from '../timing.ts';

/** State and faults as they hold now; tells only what changed. */
export interface StatusBoard {
  status(): MachineStatus;
  state(state: MachineState): void;
  raise(code: string, unit?: string): void;
  clear(code: string): void;
  /** Clears every fault that begins with `prefix` except the named ones. */
  clearAll(except: readonly string[]): void;
}

export function createStatusBoard(timing: Timing, emit: (event: DriverEvent) => void): StatusBoard {
  let state: MachineState = 'unknown';
  const faults = new Map<string, RaisedFault>();

  const status = (): MachineStatus => ({ state, faults: [...faults.values()] });
  const tell = () => emit({ event: 'state', status: status(), at: instant(timing.nowMs()) });

  function clear(code: string): void {
    const fault = faults.get(code);
    if (fault === undefined) return;
    faults.delete(code);
    const unit = fault.unit === undefined ? {} : { unit: fault.unit };
    emit({ event: 'fault', code, ...unit, raised: false, at: instant(timing.nowMs()) });
    tell();
  }

  return {
    status,
    state(next) {
      if (next === state) return;
      state = next;
      tell();
    },
    raise(code, unit) {
      if (faults.has(code)) return;
      const since = instant(timing.nowMs());
      const named = unit === undefined ? {} : { unit };
      faults.set(code, { code, ...named, since });
      emit({ event: 'fault', code, ...named, raised: true, at: since });
      tell();
    },
    clear,
    clearAll(except) {
      for (const code of [...faults.keys()]) if (!except.includes(code)) clear(code);
    },
  };
}
