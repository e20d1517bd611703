import { type CurrencyTable, tableMistakes } from '../recycler/glory-300/currency-table.ts';
import { MACHINE_PRESETS } from '../recycler/glory-300/presets.ts';
import { type FccTable, fccTableMistakes } from '../recycler/glory-fcc/fcc-table.ts';
import { FCC_PRESETS } from '../recycler/glory-fcc/presets.ts';
import type { MachineConfig } from './agent-config.ts';

/** The denominations of a machine: as configured, else the preset of its currency; undefined when there is none. */
export function tableOf(machine: Pick<MachineConfig, 'table' | 'currency'>): CurrencyTable | undefined {
  if (typeof machine.table === 'object') return machine.table;
  if (machine.table !== undefined) return MACHINE_PRESETS[machine.table];
  return Object.values(MACHINE_PRESETS).find((preset) => preset.currency === machine.currency);
}

/** What a machine with an FCC cannot say of itself: as configured, else the preset of its currency. */
export function fccTableOf(machine: Pick<MachineConfig, 'fcc' | 'currency'>): FccTable | undefined {
  const table = machine.fcc?.table;
  if (typeof table === 'object') return table;
  if (table !== undefined) return FCC_PRESETS[table];
  return Object.values(FCC_PRESETS).find((preset) => preset.currency === machine.currency);
}

export function tableMisfits(machine: MachineConfig): readonly string[] {
  const isFcc = machine.driver === 'glory-fcc';
  const table = isFcc ? fccTableOf(machine) : tableOf(machine);
  if (table === undefined)
    return [
      `machine ${machine.name}: there is no preset for ${machine.currency}, so ${isFcc ? 'fcc.table' : 'table'} is needed`,
    ];
  const found = 'positions' in table ? tableMistakes(table) : fccTableMistakes(table);
  const mistakes = found.map((mistake) => `machine ${machine.name}: table: ${mistake}`);
  // The units of an FCC are known only when it was asked.
  const units = 'positions' in table ? table.positions.map((position) => position.unit) : undefined;
  for (const unit of Object.keys(machine.par ?? {}))
    if (units?.includes(unit) === false) mistakes.push(`machine ${machine.name}: par: there is no unit ${unit}`);
  if (table.currency === machine.currency) return mistakes;
  return [...mistakes, `machine ${machine.name}: table is for ${table.currency}, the machine for ${machine.currency}`];
}
