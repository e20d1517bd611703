import { CASH_KINDS, MACHINE_STATES, OUTCOMES } from '@tillbridge/shared/cash';
import { BACK_REASONS } from '@tillbridge/shared/release';
import { DISK_STATES } from '@tillbridge/shared/sync';
import * as a from './shapes.ts';

/** Everything that may leave the shop in a bundle, field by field. What is not named here stays; there is no other list. */

const LIST_MAX = 64;
const state = a.oneOfWords(...MACHINE_STATES);
const level = a.oneOfWords('debug', 'info', 'warn', 'error', 'silent');
const link = a.oneOfWords('starting', 'connected', 'offline', 'refused');
const kind = a.oneOfWords(...CASH_KINDS);
const outcome = a.oneOfWords(...OUTCOMES);

const line = a.fields({
  baudRate: a.whole,
  parity: a.oneOfWords('none', 'even', 'odd'),
  dataBits: a.whole,
  stopBits: a.whole,
});

/** `config.json`, without the names that people gave and without anything nobody documented. */
export const allowedConfig = a.fields({
  agent: a.uuid,
  organization: a.uuid,
  installId: a.hex32,
  shop: a.fields({ id: a.uuid, timeZone: a.timeZone, cutOffMinutes: a.whole, currency: a.currency }),
  machines: a.listOf(
    a.fields({
      id: a.uuid,
      driver: a.oneOfWords('glory-300', 'glory-fcc'),
      address: a.address,
      currency: a.currency,
      line,
    }),
    LIST_MAX,
  ),
  localApi: a.fields({ port: a.whole }),
  journal: a.fields({ ballastBytes: a.whole, retentionDays: a.whole }),
  updates: a.fields({ automatic: a.flag, everyMinutes: a.whole, windowSeconds: a.whole }),
  log: a.fields({ level }),
});

const trial = a.fields({ slot: a.slot, starts: a.whole, windowMs: a.whole, mustDeliver: a.flag });
const failed = a.fields({ slot: a.slot, reason: a.oneOfWords(...BACK_REASONS), at: a.instant });

/** Which version runs, and which ones did not stay. */
export const allowedVersions = a.fields({
  active: a.slot,
  previous: a.slot,
  trial,
  failed: a.listOf(failed, LIST_MAX),
});

const machine = a.fields({
  id: a.uuid,
  state,
  since: a.instant,
  ready: a.flag,
  faults: a.listOf(a.fields({ code: a.code, unit: a.unitName, since: a.instant }), LIST_MAX),
  running: a.fields({ operation: a.uuid, kind, since: a.instant }),
});

/** What the running agent says of itself. */
export const allowedStatus = a.fields({
  agent: a.uuid,
  software: a.software,
  clockOk: a.flag,
  machines: a.listOf(machine, LIST_MAX),
  journal: a.fields({
    installId: a.hex32,
    epoch: a.hex32,
    epochs: a.whole,
    last: a.whole,
    acked: a.whole,
    pending: a.whole,
    oldestPendingAt: a.instant,
    disk: a.fields({ state: a.oneOfWords(...DISK_STATES), since: a.instant, freeBytes: a.whole }),
    bytes: a.whole,
  }),
  delivery: a.fields({
    link,
    since: a.instant,
    lastReceiptAt: a.instant,
    completeThrough: a.instant,
    lastFault: a.code,
    clockOffsetMs: a.whole,
  }),
});

/** Places in our own bundle, which name a line of the program and nothing of the shop. */
const stack: a.Shape = (value) => {
  if (typeof value !== 'string') return undefined;
  const places = value.match(/\b(agent|tillbridge)\.js:\d{1,6}:\d{1,6}/g);
  return places === null ? undefined : places.slice(0, LIST_MAX);
};
const error = a.fields({ name: a.errorName, code: a.code, stack });

/** One line of the log. */
export const allowedLogLine = a.fields({
  level: a.whole,
  time: a.instant,
  event: a.sentence,
  part: a.oneOfWords('delivery', 'local-api', 'machine', 'counter', 'journal', 'watchdog', 'commands', 'update'),
  machine: a.uuid,
  operation: a.uuid,
  epoch: a.hex32,
  left: a.hex32,
  code: a.code,
  fault: a.code,
  kind,
  outcome,
  status: a.whole,
  sequence: a.whole,
  jumpedMs: a.whole,
  waitMs: a.whole,
  pending: a.whole,
  software: a.software,
  error,
});
