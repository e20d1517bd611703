import { FACT_STEPS_MAX, type Step } from '@tillbridge/shared/fact';
import { instant } from '../../clock.ts';
import type { Timing } from '../timing.ts';

/** Words of the timeline that this driver writes. */
export type StepCode =
  | 'deposit_opened'
  | 'cash_counted'
  | 'deposit_stopping'
  | 'deposit_closed'
  | 'payout_started'
  | 'payout_not_answered'
  | 'payout_ended'
  | 'stock_read'
  | 'stock_compared'
  | 'stock_differs'
  | 'waits_for_removal'
  | 'cash_given_back'
  | 'cancel_asked'
  | 'finish_asked'
  | 'time_over'
  | 'link_lost'
  | 'link_back'
  | 'jam'
  | 'door_open'
  | 'unit_missing'
  | 'recovered';

export interface Steps {
  add(code: StepCode, detail?: string): void;
  list(): readonly Step[];
}

const DETAIL_CHARACTERS_MAX = 200;

/** Collects the moments of one operation; when there are too many, the middle ones are left out. */
export function createSteps(timing: Timing): Steps {
  const steps: Step[] = [];
  return {
    add(code, detail) {
      const at = instant(timing.nowMs());
      steps.push({
        at,
        where: 'machine',
        code,
        ...(detail === undefined ? {} : { detail: detail.slice(0, DETAIL_CHARACTERS_MAX) }),
      });
      if (steps.length > FACT_STEPS_MAX) steps.splice(FACT_STEPS_MAX / 2, 1);
    },
    list: () => steps,
  };
}
