import { type Static, Type } from 'typebox';
import { InstantSchema, UuidSchema } from './ids.ts';

const label = Type.String({ minLength: 1, maxLength: 60, pattern: '^[^\\p{Cc}\\p{Cs}]+$' });

/** A sign-in service as an administrator sets it up; the secret goes in and never comes out. */
export const ProviderWishSchema = Type.Object(
  {
    label,
    issuer: Type.String({ minLength: 8, maxLength: 500, pattern: '^https?://[^\\s\\p{Cc}]+$' }),
    clientId: Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' }),
    secret: Type.String({ minLength: 1, maxLength: 500, pattern: '^[\\x20-\\x7e]+$' }),
    scopes: Type.String({ maxLength: 200, pattern: '^openid( [a-zA-Z0-9_.:/-]+)*$' }),
  },
  { additionalProperties: false },
);
export type ProviderWish = Static<typeof ProviderWishSchema>;

export const ProviderRowsSchema = Type.Object({
  /** The sign-in page that shows the services of this organization. */
  signInPage: Type.String(),
  rows: Type.Array(
    Type.Object({
      id: UuidSchema,
      label: Type.String(),
      issuer: Type.String(),
      clientId: Type.String(),
      scopes: Type.String(),
      /** Where the service sends browsers back to; it has to be told. */
      redirectUri: Type.String(),
      /** How many people are linked by it. */
      people: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type ProviderRows = Static<typeof ProviderRowsSchema>;

const button = Type.Object({ id: UuidSchema, label: Type.String() });
export const ProviderButtonsSchema = Type.Object({ rows: Type.Array(button) });
export type ProviderButtons = Static<typeof ProviderButtonsSchema>;

/** The linked sign-ins of one person, and the services that could be linked. */
export const IdentityRowsSchema = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: UuidSchema,
      provider: UuidSchema,
      label: Type.String(),
      linkedAt: InstantSchema,
      lastUsedAt: Type.Union([InstantSchema, Type.Null()]),
    }),
  ),
  providers: Type.Array(button),
});
export type IdentityRows = Static<typeof IdentityRowsSchema>;
