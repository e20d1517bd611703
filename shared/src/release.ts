import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { HashSchema, InstantSchema } from './ids.ts';

/** What the maker of the agent signs and a shop PC believes. Both documents are signed over their RFC 8785 bytes. */
export const PRODUCT = 'tillbridge-agent';
export const RELEASE_FILES_MAX = 2_000;
export const RELEASE_BYTES_MAX = 268_435_456;
const KEYS_MAX = 16;
const PATH_CHARACTERS_MAX = 200;
const JOURNAL_VERSION_MAX = 65_535;

/** An Ed25519 key, its 32 bytes as hex. It is its own name: a document cannot call another key by it. */
export const ReleaseKeySchema = Type.String({ pattern: '^[0-9a-f]{64}$' });
const SignatureSchema = Type.Object(
  { key: ReleaseKeySchema, signature: Type.String({ pattern: '^[0-9a-f]{128}$' }) },
  { additionalProperties: false },
);
const SignaturesSchema = Type.Array(SignatureSchema, { minItems: 1, maxItems: KEYS_MAX });
const KeysSchema = Type.Array(ReleaseKeySchema, { minItems: 1, maxItems: KEYS_MAX, uniqueItems: true });
const ThresholdSchema = Type.Integer({ minimum: 1, maximum: KEYS_MAX });
const CountSchema = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const VersionTextSchema = Type.String({ pattern: '^\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}$' });
const ChannelSchema = Type.String({ pattern: '^[a-z]{1,20}$' });

/** Which keys speak for the maker. Each version is signed by enough root keys of the one before and of its own. */
export const RootSchema = Type.Object(
  {
    type: Type.Literal('tillbridge-root'),
    version: Type.Integer({ minimum: 1, maximum: 10_000 }),
    expires: InstantSchema,
    rootKeys: KeysSchema,
    rootThreshold: ThresholdSchema,
    releaseKeys: KeysSchema,
    releaseThreshold: ThresholdSchema,
  },
  { additionalProperties: false },
);
export type Root = Static<typeof RootSchema>;

const ReleaseFileSchema = Type.Object(
  {
    path: Type.String({ minLength: 1, maxLength: PATH_CHARACTERS_MAX }),
    sha256: HashSchema,
    bytes: Type.Integer({ minimum: 0, maximum: RELEASE_BYTES_MAX }),
  },
  { additionalProperties: false },
);
export type ReleaseFile = Static<typeof ReleaseFileSchema>;

/** One version of the agent for one platform. */
export const ReleaseManifestSchema = Type.Object(
  {
    type: Type.Literal('tillbridge-manifest'),
    product: Type.String({ minLength: 1, maxLength: 64 }),
    channel: ChannelSchema,
    /** System, processor, C library and interface of native parts: `linux-x64-glibc-115`. */
    platform: Type.String({ pattern: '^[a-z0-9_-]{3,60}$' }),
    /** Rises with each release of a channel and platform, and never falls. */
    sequence: CountSchema,
    version: VersionTextSchema,
    issued: InstantSchema,
    expires: InstantSchema,
    /** Who may go to this version directly. */
    least: Type.Object({ agent: VersionTextSchema, node: VersionTextSchema }, { additionalProperties: false }),
    /** What it makes of a journal, and the oldest agent that can go on with that. */
    journal: Type.Object(
      {
        version: Type.Integer({ minimum: 1, maximum: JOURNAL_VERSION_MAX }),
        readableFrom: Type.Integer({ minimum: 1, maximum: JOURNAL_VERSION_MAX }),
      },
      { additionalProperties: false },
    ),
    files: Type.Array(ReleaseFileSchema, { minItems: 1, maxItems: RELEASE_FILES_MAX }),
  },
  { additionalProperties: false },
);
export type ReleaseManifest = Static<typeof ReleaseManifestSchema>;

export const SignedRootSchema = Type.Object(
  { signed: RootSchema, signatures: SignaturesSchema },
  { additionalProperties: false },
);
export const SignedManifestSchema = Type.Object(
  { signed: ReleaseManifestSchema, signatures: SignaturesSchema },
  { additionalProperties: false },
);
export type SignedRoot = Static<typeof SignedRootSchema>;
export type SignedManifest = Static<typeof SignedManifestSchema>;

/** Why a new version did not stay. */
export const BACK_REASONS = ['crashed', 'silent', 'unready', 'undelivered', 'damaged', 'asked'] as const;
export type BackReason = (typeof BACK_REASONS)[number];
export const BackReasonSchema = oneOf(BACK_REASONS);
