const HOUR_MINUTES = 60;
const CLOCK = /^([01][0-9]|2[0-3]):([0-5][0-9])$/;

/** Minutes of a day as a clock shows them, `04:00`; beyond midnight it begins again. */
export function minutesText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / HOUR_MINUTES) % 24)}:${two(minutes % HOUR_MINUTES)}`;
}

/** The minutes that a field of time holds; null when it holds none. */
export function readMinutes(text: string): number | null {
  const match = CLOCK.exec(text.slice(0, 5));
  return match === null ? null : Number(match[1]) * HOUR_MINUTES + Number(match[2]);
}
