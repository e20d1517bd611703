import { constants } from 'node:os';
import { faultEntry } from '@tillbridge/shared/faults';
import { SLOT_PATTERN } from '../update/pointer.ts';

/** Lets a value through that has exactly this form, and gives undefined for everything else. */
export type Shape = (value: unknown) => unknown;

const matching =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SOFTWARE = /^tillbridge-agent\/\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const WORDS_MAX = 60;
const ERROR_NAMES = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'Fault',
  'SqliteError',
  'AbortError',
  'TimeoutError',
];

export const uuid = matching(UUID);
export const hex32 = matching(/^[0-9a-f]{32}$/);
export const currency = matching(/^[A-Z]{3}$/);
export const unitName = matching(/^[a-z]{1,6}[0-9]{0,3}$/);
export const software = matching(SOFTWARE);
export const instant = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
export const slot = matching(new RegExp(SLOT_PATTERN));
export const errorName: Shape = (value) => ERROR_NAMES.find((name) => name === value);
export const whole: Shape = (value) => (Number.isSafeInteger(value) ? value : undefined);
export const flag: Shape = (value) => (typeof value === 'boolean' ? value : undefined);

export const oneOfWords =
  (...words: readonly string[]): Shape =>
  (value) =>
    words.find((word) => word === value);

/** A code of the faults table, of the system or of SQLite: whatever is not in a list does not pass. */
export const code: Shape = (value) => {
  if (typeof value !== 'string') return undefined;
  if (faultEntry(value) !== undefined || Object.hasOwn(constants.errno, value)) return value;
  return /^(SQLITE_[A-Z]+(_[A-Z]+)*|http\.\d{3})$/.test(value) ? value : undefined;
};

/** What the agent calls an event in its log: a short sentence of small letters, which no key has the form of. */
export const sentence: Shape = (value) => {
  if (typeof value !== 'string' || value.length > WORDS_MAX) return undefined;
  if (/^(delivery|journal|machine|counter|local)\.[a-z-]{1,24}$/.test(value)) return value;
  return /^[a-z]{1,14}([ ,;][ ]?[a-z]{1,14})*$/.test(value) ? value : code(value);
};

/** Where a port is, as far as it says nothing but that. */
export const address: Shape = (value) => {
  if (typeof value !== 'string') return undefined;
  if (/^tty:(\/dev\/[A-Za-z]{1,16}\/?[A-Za-z]{0,8}\d{1,3}|COM\d{1,3})$/.test(value)) return value;
  if (/^tcp:(localhost|\d{1,3}(\.\d{1,3}){3}):\d{1,5}$/.test(value)) return value;
  return /^usb:[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}/.exec(value)?.[0] ?? /^(tty|tcp)(?=:)/.exec(value)?.[0];
};

export const timeZone: Shape = (value) =>
  typeof value === 'string' && Intl.supportedValuesOf('timeZone').includes(value) ? value : undefined;

/** Only the named fields, each only in its form. */
export const fields =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const found = Object.entries(shapes).flatMap(([name, shape]) => {
      const item = Object.hasOwn(value, name) ? shape((value as Readonly<Record<string, unknown>>)[name]) : undefined;
      return item === undefined ? [] : [[name, item] as const];
    });
    return Object.fromEntries(found);
  };

export const listOf =
  (shape: Shape, most: number): Shape =>
  (value) =>
    Array.isArray(value) ? value.slice(0, most).map((item) => shape(item) ?? null) : undefined;
