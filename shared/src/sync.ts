import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { FACT_BYTES_MAX } from './fact.ts';
import { HashSchema, Hex32Schema, InstantSchema, UuidSchema } from './ids.ts';

/** Limits of the delivery; the cloud tells them at open, the agent never exceeds them. */
export const BATCH_LINES_MAX = 500;
export const BATCH_BYTES_MAX = 1_048_576;
export const SALVAGE_CHUNK_BYTES_MAX = 262_144;
export const OPEN_EPOCHS_MAX = 1_000;
export const OPEN_FILES_MAX = 1_000;
/** Places that one open asks for again at the most, as so many stretches; and the lines and bytes of one answer to that. */
export const AGAIN_PLACES_MAX = 1_000;
export const AGAIN_STRETCHES_MAX = 100;
export const AGAIN_LINES_MAX = 100;
export const AGAIN_BYTES_MAX = 262_144;
/** An open is sent at least this often, pending or not, and as soon as the room on the disk changes. */
export const OPEN_EVERY_MS = 300_000;

const SequenceSchema = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const PlaceSchema = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** Who is writing: a persisted number and a nonce that lives only in memory. Replaces the session. */
export const StartSchema = Type.Object(
  { number: Type.Integer({ minimum: 1 }), nonce: Hex32Schema },
  { additionalProperties: false },
);
export type Start = Static<typeof StartSchema>;

export const OpenEpochSchema = Type.Object(
  {
    /** Canonical bytes of the epoch header, as text: hashed and stored as they came. */
    header: Type.String({ minLength: 2, maxLength: 2_000 }),
    live: Type.Boolean(),
    /** Oldest sequence whose bytes are still here; last + 1 when all are pruned. */
    first: SequenceSchema,
    last: SequenceSchema,
    /** Hash of the header when last is 0. */
    lastHash: HashSchema,
    acked: SequenceSchema,
    ackedHash: HashSchema,
  },
  { additionalProperties: false },
);
export type OpenEpoch = Static<typeof OpenEpochSchema>;

/** Room on the shop PC: enough, nearly full, full (recording goes on in what was held back), and full beyond that (nothing more can be recorded). */
export const DISK_STATES = ['ok', 'low', 'full', 'stopped'] as const;
export type DiskState = (typeof DISK_STATES)[number];
/** Said at open and not only as a fact, because the very fact that says so may not fit. `since` by the clock of the PC. */
export const DiskSchema = Type.Object(
  { state: oneOf(DISK_STATES), since: InstantSchema, freeBytes: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);
export type Disk = Static<typeof DiskSchema>;

export const OpenRequestSchema = Type.Object(
  {
    agent: UuidSchema,
    installId: Hex32Schema,
    start: StartSchema,
    incarnation: Type.Optional(Hex32Schema),
    epochs: Type.Array(OpenEpochSchema, { maxItems: OPEN_EPOCHS_MAX }),
    files: Type.Array(
      Type.Object({ hash: HashSchema, bytes: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
      { maxItems: OPEN_FILES_MAX },
    ),
    software: Type.String({ minLength: 1, maxLength: 32 }),
    clock: InstantSchema,
    disk: Type.Optional(DiskSchema),
    /** What waits here, also where no batch can say it. */
    pending: Type.Optional(Type.Integer({ minimum: 0 })),
    oldestPendingMs: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Of the PC as it is now; pairing told them once. */
    hostName: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    system: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  },
  { additionalProperties: false },
);
export type OpenRequest = Static<typeof OpenRequestSchema>;

/** Version of the shop's configuration under the incarnation of the same answer, so that a change is pulled at once. */
const NewestConfigurationSchema = Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }));

/** Places of an epoch whose bytes the cloud took once and does not have as they were. */
export const StretchSchema = Type.Object({ epoch: Hex32Schema, from: PlaceSchema, to: PlaceSchema });
export type Stretch = Static<typeof StretchSchema>;

/** Of the live epoch: resume, behind, superseded. Of a left one: held, wanted. */
export const VERDICTS = ['resume', 'behind', 'superseded', 'held', 'wanted'] as const;

export const OpenAnswerSchema = Type.Object({
  incarnation: Hex32Schema,
  epochs: Type.Array(
    Type.Object({ epoch: Hex32Schema, verdict: oneOf(VERDICTS), highWater: SequenceSchema, highWaterHash: HashSchema }),
  ),
  files: Type.Array(Type.Object({ hash: HashSchema, heldTo: Type.Integer({ minimum: 0 }) })),
  serverTime: InstantSchema,
  limits: Type.Object({ batchLines: Type.Integer(), batchBytes: Type.Integer() }),
  /** Spread of the return of many shops: wait this long before the first batch. */
  retryAfterMs: Type.Optional(Type.Integer({ minimum: 0 })),
  configuration: NewestConfigurationSchema,
  /** To be sent again by `/v1/sync/again`; left out where nothing is asked for. An agent of an older version does not hear it. */
  again: Type.Optional(Type.Array(StretchSchema)),
});
export type OpenAnswer = Static<typeof OpenAnswerSchema>;

/** First line of a batch; the facts follow, one a line, verbatim. `to` is from − 1 for a batch that only declares a loss. */
export const BatchEnvelopeSchema = Type.Object(
  {
    epoch: Hex32Schema,
    start: StartSchema,
    incarnation: Hex32Schema,
    from: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    to: SequenceSchema,
    /** From the hash column, not from the bytes. */
    toHash: HashSchema,
    tail: Type.Optional(Type.Literal(true)),
    lost: Type.Optional(
      Type.Object(
        { from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }), hash: HashSchema },
        { additionalProperties: false },
      ),
    ),
    /**
     * Of a tail: place and hash of the line sent before this batch, as its bytes were sent; place 0 where the tail begins,
     * because no older bytes are left at the shop. Left out: the place before `from`.
     */
    after: Type.Optional(Type.Object({ sequence: SequenceSchema, hash: HashSchema }, { additionalProperties: false })),
    /** Sequences whose bytes no longer match their hash column: quarantined, never applied. Only in a tail. */
    damaged: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: BATCH_LINES_MAX })),
    stats: Type.Object(
      {
        pending: Type.Integer({ minimum: 0 }),
        oldestPendingMs: Type.Integer({ minimum: 0 }),
        /** Clock of the PC minus clock of the cloud. */
        clockOffsetMs: Type.Optional(Type.Integer()),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type BatchEnvelope = Static<typeof BatchEnvelopeSchema>;

/** The cloud's answer to a batch. It means custody: the agent may forget what it covers. */
export const ReceiptSchema = Type.Object({
  incarnation: Hex32Schema,
  /** Of a tail: place and hash of `to`, which is then in the stream or in quarantine. */
  highWater: SequenceSchema,
  highWaterHash: HashSchema,
  applied: Type.Integer({ minimum: 0 }),
  duplicates: Type.Integer({ minimum: 0 }),
  quarantined: Type.Array(Type.Object({ sequence: SequenceSchema, hash: HashSchema, code: Type.String() })),
  serverTime: InstantSchema,
  retryAfterMs: Type.Optional(Type.Integer({ minimum: 0 })),
  configuration: NewestConfigurationSchema,
});
export type Receipt = Static<typeof ReceiptSchema>;

export const SalvageRequestSchema = Type.Object(
  {
    file: HashSchema,
    totalBytes: Type.Integer({ minimum: 1 }),
    offset: Type.Integer({ minimum: 0 }),
    /** base64 of the chunk, which is at most SALVAGE_CHUNK_BYTES_MAX long when decoded. */
    bytes: Type.String({ minLength: 1, maxLength: 400_000 }),
  },
  { additionalProperties: false },
);
export const SalvageAnswerSchema = Type.Object({ file: HashSchema, heldTo: Type.Integer({ minimum: 0 }) });

/**
 * Answers what an open asked for: lines verbatim, and the stretches whose bytes are not here (any more). Moves no high
 * water: the cloud believes nothing of it but the hash of each line.
 */
export const AgainRequestSchema = Type.Object(
  {
    epoch: Hex32Schema,
    start: StartSchema,
    incarnation: Hex32Schema,
    lines: Type.Array(
      Type.Object(
        { sequence: PlaceSchema, line: Type.String({ minLength: 2, maxLength: FACT_BYTES_MAX }) },
        { additionalProperties: false },
      ),
      { maxItems: AGAIN_LINES_MAX },
    ),
    gone: Type.Array(Type.Object({ from: PlaceSchema, to: PlaceSchema }, { additionalProperties: false }), {
      maxItems: AGAIN_STRETCHES_MAX,
    }),
  },
  { additionalProperties: false },
);
export type AgainRequest = Static<typeof AgainRequestSchema>;
/** How many lines are in their places again. A line that proves nothing changes nothing, and is not counted. */
export const AgainAnswerSchema = Type.Object({ putBack: Type.Integer({ minimum: 0 }) });
export type AgainAnswer = Static<typeof AgainAnswerSchema>;

/** Agent key plus a signature over the server's nonce buys a token of ten minutes. */
export const AgentNonceAnswerSchema = Type.Object({ nonce: Type.String() });
export const AgentTokenRequestSchema = Type.Object(
  {
    key: Type.String({ minLength: 20, maxLength: 128 }),
    nonce: Type.String({ maxLength: 200 }),
    signature: Type.String({ maxLength: 200 }),
  },
  { additionalProperties: false },
);
export const AgentTokenAnswerSchema = Type.Object({
  token: Type.String(),
  expiresInMs: Type.Integer(),
  agent: UuidSchema,
  shop: UuidSchema,
});

/** A one-time code makes an agent and its key. Public key: raw Ed25519, base64url. Signature: over `${nonce}.${code}`. */
export const PairRequestSchema = Type.Object(
  {
    code: Type.String({ minLength: 13, maxLength: 20 }),
    publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    nonce: Type.String({ maxLength: 200 }),
    signature: Type.String({ maxLength: 200 }),
    installId: Hex32Schema,
    hostName: Type.String({ minLength: 1, maxLength: 80 }),
    system: Type.String({ minLength: 1, maxLength: 80 }),
  },
  { additionalProperties: false },
);
export const PairAnswerSchema = Type.Object({
  agent: UuidSchema,
  organization: UuidSchema,
  shop: Type.Object({
    id: UuidSchema,
    name: Type.String(),
    timeZone: Type.String(),
    cutOffMinutes: Type.Integer(),
    currency: Type.String(),
  }),
  machines: Type.Array(Type.Object({ id: UuidSchema, name: Type.String(), driver: Type.String() })),
  /** `tb_live_…` or `tb_test_…`, shown once. */
  key: Type.String(),
  /** False: the key buys nothing until somebody has compared fingerprints on the dashboard. */
  confirmed: Type.Optional(Type.Boolean()),
});
