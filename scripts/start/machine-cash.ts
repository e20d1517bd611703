import { existsSync, writeFileSync } from 'node:fs';

/** The order in which the simulator keeps its cash. */
const UNITS = ['N1', 'N2', 'N3', 'N4', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'] as const;

/** Puts into a simulated machine, before it is first switched on, what the shop's history left in it. */
export function loadMachine(stateFile: string, stock: Readonly<Record<string, number>>): void {
  if (existsSync(stateFile)) return;
  const counts = UNITS.map((unit) => stock[unit] ?? 0);
  const none = UNITS.map(() => 0);
  const elsewhere = { cassette: none, path: none, outlet: none, taken: none, inserted: none, reject: none };
  writeFileSync(stateFile, JSON.stringify({ opening: counts, stock: counts, ...elsewhere }), { mode: 0o600 });
}
