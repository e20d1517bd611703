import type { Language } from '@tillbridge/shared/format-message';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `13:47`, in Thai `13:47 น.`, on the shop's own clock; with seconds for an outcome. */
export function clockLabel(instant: string, timeZone: string, language: Language, withSeconds = false): string {
  const name = `${timeZone}${withSeconds}`;
  let clock = clocks.get(name);
  if (clock === undefined) {
    const seconds = withSeconds ? { second: '2-digit' as const } : {};
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      hour: '2-digit',
      minute: '2-digit',
      ...seconds,
    });
    clocks.set(name, clock);
  }
  const label = clock.format(new Date(instant));
  return language === 'th' ? `${label}\u00a0น.` : label;
}

const days = new Map<string, Intl.DateTimeFormat>();

/** `28 Nov 2026`, in Thai `28 พ.ย. 2569`, on the shop's own calendar. */
export function dayLabel(instant: string, timeZone: string, language: Language): string {
  const name = `${timeZone} ${language}`;
  const locale = language === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB';
  const made = { timeZone, day: 'numeric', month: 'short', year: 'numeric' } as const;
  const day = days.get(name) ?? new Intl.DateTimeFormat(locale, made);
  days.set(name, day);
  // The era is understood: a year of four digits that begins with 25 is no other.
  return day
    .formatToParts(new Date(instant))
    .filter(({ type }) => type !== 'era')
    .map(({ value }) => value)
    .join('')
    .trim();
}
