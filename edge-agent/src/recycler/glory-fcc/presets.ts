/** Tables of what machines hold, shared by the driver and the simulator. Tables only: no logic lives here. */

export interface FccUnitPreset {
  readonly device: 1 | 2;
  readonly unit: number;
  /** Face value as the machine says it. */
  readonly faceValue: number;
  readonly capacity: number;
}

export interface FccPreset {
  readonly currency: string;
  /** Minor units of one `fv`: the protocol counts in minor units already. */
  readonly fvMinor: number;
  readonly stackers: readonly FccUnitPreset[];
  /** Collection boxes: units that hold mixed cash and never pay. */
  readonly boxes: readonly { readonly device: 1 | 2; readonly unit: number; readonly capacity: number }[];
  readonly nearEmptyPercent: number;
  readonly nearFullPercent: number;
}

const NOTE = 1;
const COIN = 2;

/** The typical Thai machine: two stackers of 20-baht notes, two hoppers each of 10-baht and 50-satang coins. */
const THB_CI10: FccPreset = {
  currency: 'THB',
  fvMinor: 1,
  stackers: [
    { device: NOTE, unit: 4043, faceValue: 100_000, capacity: 100 },
    { device: NOTE, unit: 4044, faceValue: 50_000, capacity: 110 },
    { device: NOTE, unit: 4045, faceValue: 10_000, capacity: 310 },
    { device: NOTE, unit: 4046, faceValue: 5_000, capacity: 210 },
    { device: NOTE, unit: 4047, faceValue: 2_000, capacity: 320 },
    { device: NOTE, unit: 4048, faceValue: 2_000, capacity: 210 },
    { device: COIN, unit: 4043, faceValue: 1_000, capacity: 100 },
    { device: COIN, unit: 4044, faceValue: 1_000, capacity: 100 },
    { device: COIN, unit: 4045, faceValue: 500, capacity: 150 },
    { device: COIN, unit: 4046, faceValue: 200, capacity: 220 },
    { device: COIN, unit: 4047, faceValue: 100, capacity: 250 },
    { device: COIN, unit: 4048, faceValue: 50, capacity: 300 },
    { device: COIN, unit: 4049, faceValue: 50, capacity: 300 },
    { device: COIN, unit: 4050, faceValue: 25, capacity: 350 },
  ],
  boxes: [
    { device: NOTE, unit: 4059, capacity: 2_000 },
    { device: COIN, unit: 4059, capacity: 1_800 },
  ],
  nearEmptyPercent: 10,
  nearFullPercent: 90,
};

export const FCC_PRESETS = { 'thb-ci10-fcc': THB_CI10 } as const;
export type FccPresetName = keyof typeof FCC_PRESETS;
