/** Tables of what machines are loaded with, shared by the driver and the simulator. Tables only: no logic lives here. */

export interface PositionPreset {
  /** Null: nothing is loaded in this position. */
  readonly valueMinor: number | null;
  readonly unit: string;
  readonly capacity: number;
}

export interface MachinePreset {
  readonly currency: string;
  /** One whole unit of the pay-amount command, in minor units. */
  readonly payUnitMinor: number;
  /** Ten positions in the order of POSITIONS: four notes, six coins. */
  readonly positions: readonly PositionPreset[];
  readonly boxCapacity: number;
  readonly rejectCapacity: number;
  readonly lowPercent: number;
  readonly highPercent: number;
}

/** The typical Thai machine, as far as this family can hold it. The reading of the positions as baht is ours. */
const THB_CI10: MachinePreset = {
  currency: 'THB',
  payUnitMinor: 100,
  positions: [
    { valueMinor: 100_000, unit: 'N1', capacity: 100 },
    { valueMinor: 50_000, unit: 'N2', capacity: 110 },
    { valueMinor: 10_000, unit: 'N3', capacity: 310 },
    { valueMinor: 2_000, unit: 'N4', capacity: 530 },
    { valueMinor: 1_000, unit: 'C1', capacity: 200 },
    { valueMinor: 500, unit: 'C2', capacity: 150 },
    { valueMinor: 200, unit: 'C3', capacity: 220 },
    { valueMinor: 100, unit: 'C4', capacity: 250 },
    { valueMinor: 50, unit: 'C5', capacity: 600 },
    { valueMinor: 25, unit: 'C6', capacity: 350 },
  ],
  boxCapacity: 2_000,
  rejectCapacity: 50,
  lowPercent: 10,
  highPercent: 90,
};

const JPY_RT300: MachinePreset = {
  currency: 'JPY',
  payUnitMinor: 1,
  positions: [
    { valueMinor: 10_000, unit: 'N1', capacity: 100 },
    { valueMinor: 5_000, unit: 'N2', capacity: 100 },
    { valueMinor: 2_000, unit: 'N3', capacity: 100 },
    { valueMinor: 1_000, unit: 'N4', capacity: 200 },
    { valueMinor: 500, unit: 'C1', capacity: 80 },
    { valueMinor: 100, unit: 'C2', capacity: 130 },
    { valueMinor: 50, unit: 'C3', capacity: 80 },
    { valueMinor: 10, unit: 'C4', capacity: 130 },
    { valueMinor: 5, unit: 'C5', capacity: 80 },
    { valueMinor: 1, unit: 'C6', capacity: 130 },
  ],
  boxCapacity: 500,
  rejectCapacity: 20,
  lowPercent: 10,
  highPercent: 90,
};

export const MACHINE_PRESETS = { 'thb-ci10': THB_CI10, 'jpy-rt300': JPY_RT300 } as const;
export type MachinePresetName = keyof typeof MACHINE_PRESETS;
