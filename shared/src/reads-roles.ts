import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { PERMISSIONS } from './permissions.ts';
import { NameSchema } from './reads.ts';

/** Custom roles of one organization that are in use or could be. */
export const CUSTOM_ROLES_MAX = 40;
const ROLE_NAME_MAX = 60;
const SHOPS_MAX = 1_000;

export const RoleNameSchema = Type.String({
  minLength: 1,
  maxLength: ROLE_NAME_MAX,
  pattern: '^[^\\s\\p{Cc}\\p{Cs}]([^\\p{Cc}\\p{Cs}]*[^\\s\\p{Cc}\\p{Cs}])?$',
});
export const PermissionsSchema = Type.Array(oneOf(PERMISSIONS), { uniqueItems: true, maxItems: PERMISSIONS.length });

/** A custom role, whole: it replaces what was there. */
export const RoleWishSchema = Type.Object(
  {
    name: Type.Object({ th: RoleNameSchema, en: RoleNameSchema }, { additionalProperties: false }),
    permissions: PermissionsSchema,
  },
  { additionalProperties: false },
);
export type RoleWish = Static<typeof RoleWishSchema>;

export const RoleSchema = Type.Object({
  id: UuidSchema,
  key: Type.String(),
  name: NameSchema,
  /** Made with the organization, the same everywhere, and changed by releases only. */
  system: Type.Boolean(),
  permissions: PermissionsSchema,
  /** Whoever has it must have set up the second step. */
  twoStepRequired: Type.Boolean(),
  /** The reader may say whether it is required. */
  twoStepSwitchable: Type.Boolean(),
  /** Who has it, as far as the reader sees them. */
  holders: Type.Array(Type.Object({ id: UuidSchema, name: Type.String() })),
  /** The reader's own: never edited by them. */
  own: Type.Boolean(),
  /** The reader may edit and delete it. */
  editable: Type.Boolean(),
});
export type Role = Static<typeof RoleSchema>;

/** All roles of an organization. */
export const RolesPageSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(RoleSchema),
  /** What the reader holds, and so may give. */
  held: PermissionsSchema,
  /** The reader may make roles. */
  makes: Type.Boolean(),
});
export type RolesPage = Static<typeof RolesPageSchema>;

/** Which role a person has, and where: in all shops, those to come as well, or in these only. */
export const AssignmentWishSchema = Type.Object(
  {
    role: UuidSchema,
    allShops: Type.Boolean(),
    shops: Type.Array(UuidSchema, { maxItems: SHOPS_MAX, uniqueItems: true }),
  },
  { additionalProperties: false },
);
export type AssignmentWish = Static<typeof AssignmentWishSchema>;

export const TwoStepWishSchema = Type.Object({ required: Type.Boolean() }, { additionalProperties: false });

/** One person's place in the organization. */
export const AssignmentSchema = Type.Object({
  asOf: InstantSchema,
  person: Type.Object({ id: UuidSchema, name: Type.String(), email: Type.String(), self: Type.Boolean() }),
  role: Type.Object({ id: UuidSchema, name: NameSchema }),
  allShops: Type.Boolean(),
  shops: Type.Array(UuidSchema),
  since: InstantSchema,
  /** Holds nothing that the reader does not hold, and is not the reader. */
  manageable: Type.Boolean(),
  /** Roles that the reader may give. */
  roles: Type.Array(Type.Object({ id: UuidSchema, name: NameSchema })),
});
export type Assignment = Static<typeof AssignmentSchema>;

/** What a person looks at the house through; it only takes away, and nothing can be changed meanwhile. */
export const ViewAsWishSchema = Type.Object(
  {
    role: UuidSchema,
    shops: Type.Optional(Type.Array(UuidSchema, { minItems: 1, maxItems: SHOPS_MAX, uniqueItems: true })),
  },
  { additionalProperties: false },
);
export type ViewAsWish = Static<typeof ViewAsWishSchema>;
