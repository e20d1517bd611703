import { createHash } from 'node:crypto';
import type { Limits } from '@tillbridge/shared/configuration';
import type { CounterPermission, SystemRole } from '@tillbridge/shared/permissions';
import { DEMO_PAR_LEVELS } from './demo-till.ts';

/** Names in both languages. */
export interface DemoName {
  readonly th: string;
  readonly en: string;
}

export interface DemoShop {
  readonly code: string;
  readonly name: DemoName;
  readonly timeZone: string;
  /** The demo's time zone has no summer time, so a fixed offset is exact. */
  readonly offsetMinutes: number;
  readonly cutOffMinutes: number;
  readonly machine: { readonly name: string; readonly serial: string };
  readonly cashiers: readonly string[];
  /** Who carries its collections to the bank. */
  readonly carrier: string;
  /** Sales and paid sellers on an ordinary day, and the middle price of a sale in baht. */
  readonly salesADay: number;
  readonly sellersADay: number;
  readonly middlePrice: number;
}

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: SystemRole;
  /** Codes of the shops the person sees; `all` of them otherwise. */
  readonly shops: 'all' | readonly string[];
}

export const DEMO_CURRENCY = 'THB';
export const DEMO_ORGANIZATION: DemoName = { th: 'ถุงทองฟาร์มมาร์ท', en: 'Thungthong Farm Mart' };

const THAILAND = { timeZone: 'Asia/Bangkok', offsetMinutes: 420, cutOffMinutes: 240 };

export const DEMO_SHOPS: readonly DemoShop[] = [
  {
    ...THAILAND,
    code: 'HDY',
    name: { th: 'หาดใหญ่', en: 'Hat Yai' },
    machine: { name: 'CI-10 หน้าร้าน', serial: 'RT300-204417' },
    cashiers: ['สุดา', 'นิพนธ์', 'ฮาซัน'],
    carrier: 'สายใต้ขนเงิน',
    salesADay: 150,
    sellersADay: 9,
    middlePrice: 145,
  },
  {
    ...THAILAND,
    code: 'KKN',
    name: { th: 'ขอนแก่น', en: 'Khon Kaen' },
    machine: { name: 'CI-10 เคาน์เตอร์', serial: 'RT300-204431' },
    cashiers: ['ประภา', 'วิทยา'],
    carrier: 'อีสานรับส่งทรัพย์สิน',
    salesADay: 105,
    sellersADay: 12,
    middlePrice: 120,
  },
  {
    ...THAILAND,
    code: 'RST',
    name: { th: 'รังสิต', en: 'Rangsit' },
    machine: { name: 'CI-10 โกดัง', serial: 'RT300-205002' },
    cashiers: ['อรทัย', 'ชัยวัฒน์', 'มาลี'],
    carrier: 'ปทุมธานีขนเงิน',
    salesADay: 130,
    sellersADay: 7,
    middlePrice: 160,
  },
];

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { email: 'owner@demo.test', name: 'คุณวราภรณ์ ทองดี', role: 'owner', shops: 'all' },
  { email: 'manager@demo.test', name: 'คุณธนา ศรีสุข', role: 'regional_manager', shops: ['HDY', 'KKN'] },
  { email: 'shop@demo.test', name: 'คุณอารี แก้วมณี', role: 'shop_manager', shops: ['HDY'] },
  { email: 'cashier@demo.test', name: 'คุณสุดา ใจงาม', role: 'cashier', shops: ['HDY'] },
  { email: 'technician@demo.test', name: 'คุณก้อง ช่างไฟ', role: 'technician', shops: 'all' },
  { email: 'accountant@demo.test', name: 'คุณพิมพ์ บัญชีดี', role: 'accountant', shops: 'all' },
  { email: 'auditor@demo.test', name: 'คุณนที ตรวจสอบ', role: 'auditor', shops: 'all' },
];

export interface DemoEmployee {
  readonly number: string;
  readonly name: string;
  readonly pin: string;
  readonly permissions: readonly CounterPermission[];
}

const CASHIER: readonly CounterPermission[] = [
  'machine.see',
  'machine.exchange',
  'machine.withdraw',
  'shift.open',
  'shift.close',
];
const MANAGER: readonly CounterPermission[] = [
  ...CASHIER,
  'machine.refill',
  'machine.empty',
  'machine.service',
  'shift.approve',
  'payout.approve',
];
/** Known words of the demo, like its password: a manager and the cashiers of each shop, who all type the same. */
export const DEMO_PINS = { manager: { number: '1', pin: '8520' }, cashier: { number: '11', pin: '2580' } } as const;

/** Who signs in at the shop PC of a demo shop. */
export function demoEmployees(shop: DemoShop): readonly DemoEmployee[] {
  const { manager, cashier } = DEMO_PINS;
  return [
    { ...manager, name: 'ผู้จัดการ', permissions: MANAGER },
    ...shop.cashiers.map((name, at): DemoEmployee => {
      return { number: String(Number(cashier.number) + at), name, pin: cashier.pin, permissions: CASHIER };
    }),
  ];
}

/** Twenty thousand baht go out unasked; a difference of twenty needs no word, one of two hundred needs a reason. */
export const DEMO_LIMITS: Limits = {
  payoutWithoutApprovalMinor: 2_000_000,
  variance: { automaticMinor: 2_000, reasonMinor: 20_000 },
  parLevels: DEMO_PAR_LEVELS,
};

/** Sellers who come with a truckload are paid at the warehouse. */
export const DEMO_OWN_LIMITS = { shop: 'RST', limits: { payoutWithoutApprovalMinor: 5_000_000 } } as const;

/** The same name gives the same id, so that a demo that was cut off while being made is finished, not doubled. */
export function demoId(name: string): string {
  const hex = demoHex(name, 16).split('');
  hex[12] = '8';
  hex[16] = '8';
  const text = hex.join('');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** So many bytes out of a name, in hex. */
export function demoHex(name: string, bytes: number): string {
  return createHash('sha256')
    .update(`tillbridge demo ${name}`)
    .digest('hex')
    .slice(0, bytes * 2);
}
