import type { StreamEvent } from '../api/cut-events.ts';
import type { Snapshot } from '../api/wire.ts';

/** What is known of the shop after one more event; undefined before the first snapshot. Parts are replaced whole. */
export function foldEvent(known: Snapshot | undefined, { name, data }: StreamEvent): Snapshot | undefined {
  const value = parse(data);
  if (value === undefined) return known;
  if (name === 'snapshot') return isObject(value) && 'machines' in value ? (value as unknown as Snapshot) : known;
  return known === undefined ? undefined : { ...known, [name]: value };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
