import { type Static, Type } from 'typebox';
import { InstantSchema, UuidSchema } from './ids.ts';
import { NameSchema } from './reads.ts';
import { PersonLanguageSchema } from './reads-account.ts';

const OrNull = <S extends typeof InstantSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const SHOPS_MAX = 1_000;

export const EmailSchema = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^@\\s\\p{Cc}]+@[^@\\s\\p{Cc}]+$' });

/** Where a role reaches: every shop, those to come as well, or only these. */
const reach = {
  allShops: Type.Boolean(),
  shops: Type.Array(UuidSchema, { maxItems: SHOPS_MAX, uniqueItems: true }),
};

/** The people of an organization, with what the reader may do about each; the API decides again when it is done. */
export const PeoplePageSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(
    Type.Object({
      id: UuidSchema,
      name: Type.String(),
      email: Type.String(),
      role: Type.Object({ id: UuidSchema, name: NameSchema }),
      ...reach,
      twoStep: Type.Boolean(),
      since: InstantSchema,
      /** The last use of any session; null while the person was never here. */
      lastSeenAt: OrNull(InstantSchema),
      openSessions: Type.Integer({ minimum: 0 }),
      self: Type.Boolean(),
      /** Holds nothing that the reader does not hold. */
      manageable: Type.Boolean(),
    }),
  ),
  invitations: Type.Array(
    Type.Object({
      id: UuidSchema,
      email: Type.String(),
      role: Type.Object({ id: UuidSchema, name: NameSchema }),
      ...reach,
      invitedBy: Type.String(),
      sentAt: InstantSchema,
      expiresAt: InstantSchema,
      manageable: Type.Boolean(),
    }),
  ),
  /** Roles that the reader may give to somebody. */
  roles: Type.Array(Type.Object({ id: UuidSchema, name: NameSchema })),
});
export type PeoplePage = Static<typeof PeoplePageSchema>;

export const InvitationWishSchema = Type.Object(
  { email: EmailSchema, role: UuidSchema, ...reach, language: PersonLanguageSchema },
  { additionalProperties: false },
);
export type InvitationWish = Static<typeof InvitationWishSchema>;

/** What the page of an invitation shows to whoever holds its token. */
export const InvitationSchema = Type.Object({
  organization: NameSchema,
  role: NameSchema,
  email: Type.String(),
  invitedBy: Type.String(),
  expiresAt: InstantSchema,
  /** The address belongs to somebody who signs in already: they accept as themselves. */
  knownPerson: Type.Boolean(),
  providers: Type.Array(Type.Object({ id: UuidSchema, label: Type.String() })),
});
export type Invitation = Static<typeof InvitationSchema>;
