import { wallAt } from '../format/time.ts';

/** The clock of what belongs to no shop; the product's first home is Thailand. */
export const HOME_ZONE = 'Asia/Bangkok';

/** The clock on which a list over many shops tells its own age: that of its first row. */
export function zoneOf(rows: readonly { readonly shop: { readonly timeZone: string } }[]): string {
  return rows[0]?.shop.timeZone ?? HOME_ZONE;
}

/** The calendar day at home, where a page that names no days begins. */
export function todayAtHome(): string {
  const { year, month, day } = wallAt(new Date().toISOString(), HOME_ZONE);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
