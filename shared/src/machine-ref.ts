import { Type } from 'typebox';
import { UuidSchema } from './ids.ts';

/** A machine as whatever happened at it names it. */
export const MachineRefSchema = Type.Object({
  id: UuidSchema,
  name: Type.String(),
  /** It is out of service by now. */
  retired: Type.Boolean(),
});
