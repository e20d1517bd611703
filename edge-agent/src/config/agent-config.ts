import { CurrencySchema, oneOf, PIECES_MAX } from '@tillbridge/shared/cash';
import { CounterPermissionsSchema } from '@tillbridge/shared/configuration';
import { HashSchema, Hex32Schema, UuidSchema } from '@tillbridge/shared/ids';
import { type Static, Type } from 'typebox';
import { MACHINE_PRESETS, type MachinePresetName } from '../recycler/glory-300/presets.ts';
import { FCC_PRESETS, type FccPresetName } from '../recycler/glory-fcc/presets.ts';

export const LOCAL_API_PORT = 4310;
export const MACHINES_MAX = 16;
const TILLS_MAX = 32;
export const ADDRESS_PATTERN =
  '^(tcp:[^:\\s]+:\\d{1,5}|tty:\\S+|usb:[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}(:\\S+)?|https?://[^\\s/]+(/\\S*)?)$';
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

const LineSchema = Type.Object(
  {
    baudRate: Type.Integer({ minimum: 300, maximum: 921_600 }),
    parity: oneOf(['none', 'even', 'odd']),
    dataBits: Type.Union([Type.Literal(7), Type.Literal(8)]),
    stopBits: Type.Union([Type.Literal(1), Type.Literal(2)]),
  },
  { additionalProperties: false },
);
export type LineConfig = Static<typeof LineSchema>;
/** The factory setting of the family; a site's machine may differ. */
export const LINE_DEFAULT: LineConfig = { baudRate: 9_600, parity: 'even', dataBits: 8, stopBits: 1 };

const TABLE_NAMES = Object.keys(MACHINE_PRESETS) as MachinePresetName[];
const TableSchema = Type.Object(
  {
    currency: CurrencySchema,
    payUnitMinor: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    positions: Type.Array(
      Type.Object(
        {
          valueMinor: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
          unit: text(16),
          capacity: Type.Integer({ minimum: 0, maximum: PIECES_MAX }),
        },
        { additionalProperties: false },
      ),
    ),
    boxCapacity: Type.Integer({ minimum: 0, maximum: PIECES_MAX }),
    rejectCapacity: Type.Integer({ minimum: 0, maximum: PIECES_MAX }),
    lowPercent: Type.Integer({ minimum: 0, maximum: 100 }),
    highPercent: Type.Integer({ minimum: 0, maximum: 100 }),
  },
  { additionalProperties: false },
);

const FCC_TABLE_NAMES = Object.keys(FCC_PRESETS) as FccPresetName[];
const FCC_UNITS_MAX = 32;
const FccUnits = Type.Array(
  Type.Object(
    { device: Type.Union([Type.Literal(1), Type.Literal(2)]), unit: Type.Integer({ minimum: 0, maximum: 65_535 }) },
    { additionalProperties: false },
  ),
  { maxItems: FCC_UNITS_MAX },
);

/** What a machine with an FCC needs to be told, besides its URL; the switches must agree with its own settings. */
const FccSchema = Type.Object(
  {
    /** `announce`: the address of this PC as the machine sees it. `listen`: the one to listen at, where it differs. */
    events: Type.Object(
      {
        announce: text(128),
        listen: Type.Optional(text(128)),
        port: Type.Integer({ minimum: 1, maximum: 65_535 }),
      },
      { additionalProperties: false },
    ),
    user: Type.Optional(text(64)),
    session: Type.Optional(Type.Boolean()),
    occupy: Type.Optional(Type.Boolean()),
    sale: Type.Optional(oneOf(['change', 'cashin'])),
    refundOnShortage: Type.Optional(Type.Boolean()),
    /** Which units are boxes: a preset by name, or written out. */
    table: Type.Optional(
      Type.Union([
        oneOf(FCC_TABLE_NAMES),
        Type.Object(
          {
            currency: CurrencySchema,
            fvMinor: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
            boxes: FccUnits,
            rejects: Type.Optional(FccUnits),
          },
          { additionalProperties: false },
        ),
      ]),
    ),
  },
  { additionalProperties: false },
);
export type FccConfig = Static<typeof FccSchema>;
/** Where machines expect a listener, when nothing else is said. */
export const FCC_EVENTS_PORT = 55_561;

export const MachineConfigSchema = Type.Object(
  {
    id: UuidSchema,
    name: text(80),
    driver: oneOf(['glory-300', 'glory-fcc']),
    /** `tcp:host:port`, `tty:/dev/…`, `usb:vendor:product[:serial or location]`; of an FCC its `http://…` service. */
    address: Type.String({ pattern: ADDRESS_PATTERN, maxLength: 256 }),
    currency: CurrencySchema,
    /** How the serial line speaks; only for `tty:` and `usb:`. */
    line: Type.Optional(LineSchema),
    /** What stands in the machine's positions: a preset by name, or written out. */
    table: Type.Optional(Type.Union([oneOf(TABLE_NAMES), TableSchema])),
    fcc: Type.Optional(FccSchema),
    /** Pieces that should stay in each unit, by its name: what emptying leaves and keep-float spares. */
    par: Type.Optional(Type.Record(text(16), Type.Integer({ minimum: 0, maximum: PIECES_MAX }))),
    /** Whose choice the pieces of a payout are; without it the machine's. */
    choose: Type.Optional(oneOf(['machine', 'fewest', 'keep-float', 'balance-units'])),
  },
  { additionalProperties: false },
);
export type MachineConfig = Static<typeof MachineConfigSchema>;

/** A till that may call the local API. Only the SHA-256 (hex) of its token is kept: the token has 256 random bits. */
const TillConfigSchema = Type.Object(
  { name: text(40), tokenHash: HashSchema, permissions: CounterPermissionsSchema },
  { additionalProperties: false },
);
export type TillConfig = Static<typeof TillConfigSchema>;

/** `config.json`: everything about this shop PC that is not secret. */
export const AgentConfigSchema = Type.Object(
  {
    cloud: text(256),
    agent: UuidSchema,
    organization: UuidSchema,
    /** Names this install from the first pairing on, so that pairing again is recognised. */
    installId: Type.Optional(Hex32Schema),
    shop: Type.Object(
      {
        id: UuidSchema,
        name: text(120),
        timeZone: text(64),
        /** Minutes after midnight at which the business day ends. */
        cutOffMinutes: Type.Integer({ minimum: 0, maximum: 1439 }),
        currency: CurrencySchema,
      },
      { additionalProperties: false },
    ),
    machines: Type.Array(MachineConfigSchema, { maxItems: MACHINES_MAX }),
    localApi: Type.Object(
      {
        port: Type.Integer({ minimum: 0, maximum: 65_535 }),
        /** Tills beside the one whose token lies in `secrets/local-api.token`, each with a token and rights of its own. */
        tills: Type.Optional(Type.Array(TillConfigSchema, { maxItems: TILLS_MAX })),
      },
      { additionalProperties: false },
    ),
    journal: Type.Optional(
      Type.Object(
        {
          ballastBytes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_073_741_824 })),
          retentionDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_650 })),
        },
        { additionalProperties: false },
      ),
    ),
    /** Absent: nothing is fetched, and a person applies updates by hand. */
    updates: Type.Optional(
      Type.Object(
        {
          /** Whether the agent looks for updates and applies them by itself. */
          automatic: Type.Boolean(),
          /** Folder of releases on a server; without it that of the cloud. The platform is added to it. */
          url: Type.Optional(text(256)),
          channel: Type.Optional(Type.String({ pattern: '^[a-z]{1,20}$' })),
          everyMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_080 })),
          /** How long a new version has to prove itself. */
          windowSeconds: Type.Optional(Type.Integer({ minimum: 5, maximum: 3_600 })),
        },
        { additionalProperties: false },
      ),
    ),
    log: Type.Optional(
      Type.Object({ level: oneOf(['debug', 'info', 'warn', 'error', 'silent']) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type AgentConfig = Static<typeof AgentConfigSchema>;
