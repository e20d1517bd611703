import { Fault } from '@tillbridge/shared/faults/fault';

/** The pattern lets 2026-02-31 pass, which Postgres would answer with an error. Throws `api.invalid`. */
export function requireDay(day: string | undefined, name: string): void {
  if (day === undefined) return;
  const at = new Date(`${day}T00:00:00.000Z`);
  const real = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && at.getUTCFullYear() >= 2000;
  if (!real) throw new Fault('api.invalid', { errors: [{ path: `querystring/${name}`, message: 'not a day' }] });
}
