import { AUDIT_LIST } from './audit-list.ts';
import { CLOSING_LIST } from './closing-list.ts';
import { EMPLOYEE_LIST } from './employee-list.ts';
import type { ExportList } from './export-list.ts';
import { FLOWACCOUNT_LIST, JOURNAL_LIST, PEAK_LIST } from './journal-lists.ts';
import { ORDER_LIST } from './order-list.ts';
import { QUARANTINE_LIST } from './quarantine-list.ts';
import { ARCHIVED_LIST, TRANSACTION_LIST } from './transaction-list.ts';

/** Every list that can be taken out. Another joins by its entry here. */
export const EXPORT_LISTS: readonly ExportList[] = [
  TRANSACTION_LIST,
  ARCHIVED_LIST,
  CLOSING_LIST,
  JOURNAL_LIST,
  PEAK_LIST,
  FLOWACCOUNT_LIST,
  AUDIT_LIST,
  QUARANTINE_LIST,
  EMPLOYEE_LIST,
  ORDER_LIST,
];
