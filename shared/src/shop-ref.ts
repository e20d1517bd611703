import { type Static, Type } from 'typebox';
import { UuidSchema } from './ids.ts';

/** A shop as a row of a list over many shops names it; times of that row are told on its clock. */
export const ShopRefSchema = Type.Object({
  id: UuidSchema,
  code: Type.String(),
  name: Type.Object({ th: Type.String(), en: Type.String() }),
  timeZone: Type.String(),
});
export type ShopRef = Static<typeof ShopRefSchema>;
