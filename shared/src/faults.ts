import { AGENT_FAULTS } from './faults/agent-faults.ts';
import { API_FAULTS } from './faults/api-faults.ts';
import { ARCHIVE_FAULTS } from './faults/archive-faults.ts';
import { CASH_FAULTS } from './faults/cash-faults.ts';
import { COUNTER_FAULTS } from './faults/counter-faults.ts';
import { CUSTODY_FAULTS } from './faults/custody-faults.ts';
import { DOCTOR_FAULTS } from './faults/doctor-faults.ts';
import { EDGE_FAULTS } from './faults/edge-faults.ts';
import type { FaultEntry } from './faults/fault.ts';
import { MACHINE_FAULTS } from './faults/machine-faults.ts';
import { NOTICE_FAULTS } from './faults/notice-faults.ts';
import { PEOPLE_FAULTS } from './faults/people-faults.ts';
import { REVERSAL_FAULTS } from './faults/reversal-faults.ts';
import { ROLE_FAULTS } from './faults/role-faults.ts';
import { SERVICE_FAULTS } from './faults/service-faults.ts';
import { SET_UP_FAULTS } from './faults/set-up-faults.ts';
import { SHOP_FAULTS } from './faults/shop-faults.ts';
import { SYNC_FAULTS } from './faults/sync-faults.ts';
import { UPDATE_FAULTS } from './faults/update-faults.ts';

/** The one table of faults: code → meaning and remedy. The operator's manual is made from it. */
export const FAULTS = {
  ...SYNC_FAULTS,
  ...API_FAULTS,
  ...ARCHIVE_FAULTS,
  ...AGENT_FAULTS,
  ...PEOPLE_FAULTS,
  ...ROLE_FAULTS,
  ...CASH_FAULTS,
  ...CUSTODY_FAULTS,
  ...REVERSAL_FAULTS,
  ...NOTICE_FAULTS,
  ...EDGE_FAULTS,
  ...DOCTOR_FAULTS,
  ...SERVICE_FAULTS,
  ...COUNTER_FAULTS,
  ...MACHINE_FAULTS,
  ...SHOP_FAULTS,
  ...SET_UP_FAULTS,
  ...UPDATE_FAULTS,
};
export type FaultCode = keyof typeof FAULTS;

export function faultEntry(code: string): FaultEntry | undefined {
  return Object.hasOwn(FAULTS, code) ? FAULTS[code as FaultCode] : undefined;
}
