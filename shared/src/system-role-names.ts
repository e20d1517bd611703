import type { SystemRole } from './permissions.ts';

/** What the system roles are called in every organization. */
export const SYSTEM_ROLE_NAMES: Readonly<Record<SystemRole, { readonly th: string; readonly en: string }>> = {
  owner: { th: 'เจ้าของ', en: 'Owner' },
  regional_manager: { th: 'ผู้จัดการเขต', en: 'Regional manager' },
  shop_manager: { th: 'ผู้จัดการสาขา', en: 'Shop manager' },
  cashier: { th: 'แคชเชียร์', en: 'Cashier' },
  technician: { th: 'ช่างเทคนิค', en: 'Technician' },
  accountant: { th: 'ฝ่ายบัญชี', en: 'Accountant' },
  auditor: { th: 'ผู้ตรวจสอบ', en: 'Auditor' },
};
