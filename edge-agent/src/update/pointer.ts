import { InstantSchema } from '@tillbridge/shared/ids';
import { type BackReason, BackReasonSchema } from '@tillbridge/shared/release';
import { type Static, Type } from 'typebox';

/** The program that came with the installation; every other slot is a folder below `versions`. */
export const BASE = 'base';
/** A new version is started so often before it is given up: a power cut in its first minutes is not its fault. */
export const TRIAL_STARTS_MAX = 3;
const FAILED_KEPT = 8;
/** Channel, sequence and version: the same release always lies in the same place, and two never do. */
export const SLOT_PATTERN = '^(base|[a-z]{1,20}-\\d{1,16}-\\d{1,5}\\.\\d{1,5}\\.\\d{1,5})$';
const SlotSchema = Type.String({ pattern: SLOT_PATTERN });
const MACHINES_MAX = 16;

const TrialSchema = Type.Object(
  {
    slot: SlotSchema,
    /** Begun so often already. */
    starts: Type.Integer({ minimum: 0 }),
    /** How long it has to prove itself, after each start. */
    windowMs: Type.Integer({ minimum: 1 }),
    /** The version before reached the cloud when it handed over, so this one must. */
    mustDeliver: Type.Boolean(),
    /** Machines that answered the version before. */
    mustReach: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: MACHINES_MAX }),
  },
  { additionalProperties: false },
);
export type Trial = Static<typeof TrialSchema>;

const FailedSchema = Type.Object(
  { slot: SlotSchema, reason: BackReasonSchema, at: InstantSchema },
  { additionalProperties: false },
);
export type Failed = Static<typeof FailedSchema>;

/** The one word on which version runs. It is replaced whole, so every moment has exactly one answer. */
export const PointerSchema = Type.Object(
  {
    active: SlotSchema,
    /** What ran before and can run again; null when nothing did. */
    previous: Type.Union([SlotSchema, Type.Null()]),
    trial: Type.Union([TrialSchema, Type.Null()]),
    /** Newest first. */
    failed: Type.Array(FailedSchema, { maxItems: FAILED_KEPT }),
  },
  { additionalProperties: false },
);
export type Pointer = Static<typeof PointerSchema>;

export const FIRST_POINTER: Pointer = { active: BASE, previous: null, trial: null, failed: [] };

export function begun(pointer: Pointer, trial: Omit<Trial, 'starts'>): Pointer {
  return {
    ...pointer,
    trial: { ...trial, starts: 0 },
    failed: pointer.failed.filter(({ slot }) => slot !== trial.slot),
  };
}

/** Counted before the version starts, so that one that takes the PC down with it is counted, too. */
export function started(pointer: Pointer): Pointer {
  return addStarts(pointer, 1);
}

/** Somebody stopped the service, or the PC: that start does not count against the version. */
export function stoppedFromOutside(pointer: Pointer): Pointer {
  return addStarts(pointer, -1);
}

export function confirmed(pointer: Pointer): Pointer {
  const { active, trial } = pointer;
  return trial === null ? pointer : { ...pointer, active: trial.slot, previous: active, trial: null };
}

/** The version on trial is given up; what was active stays so. */
export function wentBack(pointer: Pointer, reason: BackReason, at: string): Pointer {
  const { trial } = pointer;
  return trial === null ? pointer : { ...pointer, trial: null, failed: withFailed(pointer, trial.slot, reason, at) };
}

/** A person wants the version before: it ran here already, so it needs no trial. */
export function returned(pointer: Pointer, at: string): Pointer {
  const { active, previous } = pointer;
  if (previous === null) return pointer;
  return { ...pointer, active: previous, previous: null, failed: withFailed(pointer, active, 'asked', at) };
}

export const isSpent = (trial: Trial): boolean => trial.starts >= TRIAL_STARTS_MAX;

function addStarts(pointer: Pointer, by: number): Pointer {
  const { trial } = pointer;
  return trial === null ? pointer : { ...pointer, trial: { ...trial, starts: Math.max(0, trial.starts + by) } };
}

function withFailed({ failed }: Pointer, slot: string, reason: BackReason, at: string): Failed[] {
  return [{ slot, reason, at }, ...failed.filter((each) => each.slot !== slot)].slice(0, FAILED_KEPT);
}
