import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN, PERSON_LANGUAGES } from './person-rules.ts';
import { NameSchema } from './reads.ts';

const OrNull = <S extends typeof InstantSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const PersonLanguageSchema = oneOf(PERSON_LANGUAGES);
export const PersonNameSchema = Type.String({ minLength: 1, maxLength: 120, pattern: '^[^\\p{Cc}\\p{Cs}]+$' });
/** Length is the only rule of form; what is guessed first is refused by `account.weak-password`. */
export const NewPasswordSchema = Type.String({
  minLength: PASSWORD_CHARACTERS_MIN,
  maxLength: PASSWORD_CHARACTERS_MAX,
  pattern: '^[^\\p{Cc}\\p{Cs}]+$',
});

/** A person's own account, as the page of it shows it. */
export const AccountSchema = Type.Object({
  name: Type.String(),
  email: Type.String(),
  language: PersonLanguageSchema,
  password: Type.Object({ set: Type.Boolean(), setAt: OrNull(InstantSchema) }),
  twoStep: Type.Object({
    /** Null while it is off. */
    since: OrNull(InstantSchema),
    required: Type.Boolean(),
    recoveryCodesLeft: Type.Integer({ minimum: 0 }),
  }),
});
export type Account = Static<typeof AccountSchema>;

export const CAME_BY = ['password', 'two-step', 'recovery-code', 'provider'] as const;

/** Open sessions of one person, the one used last first. */
export const SessionRowsSchema = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: UuidSchema,
      /** The one that asks. */
      current: Type.Boolean(),
      /** What the browser said of itself. */
      device: Type.String(),
      address: Type.String(),
      cameBy: oneOf(CAME_BY),
      since: InstantSchema,
      lastUsedAt: InstantSchema,
    }),
  ),
});
export type SessionRows = Static<typeof SessionRowsSchema>;

/** Among which organizations a person may go on; the one chosen last first. */
export const OwnOrganizationsSchema = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: UuidSchema,
      name: NameSchema,
      role: Type.Object({ key: Type.String(), name: NameSchema }),
      /** The one of the session that asks. */
      current: Type.Boolean(),
      /** The role there asks for a second step, which this person has not set up. */
      twoStepMissing: Type.Boolean(),
    }),
  ),
});
export type OwnOrganizations = Static<typeof OwnOrganizationsSchema>;

/** What is shown once while the second step is set up: for the camera, and for typing. */
export const TwoStepSetUpSchema = Type.Object({
  secret: Type.String(),
  uri: Type.String(),
  /** The QR code as a path of unit squares in a square of `size`. */
  qr: Type.Object({ size: Type.Integer(), path: Type.String() }),
});
export type TwoStepSetUp = Static<typeof TwoStepSetUpSchema>;

export const RecoveryCodesSchema = Type.Object({ recoveryCodes: Type.Array(Type.String()) });
