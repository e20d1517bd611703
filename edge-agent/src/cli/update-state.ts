import type { Home } from '../config/home.ts';
import type { Pointer } from '../update/pointer.ts';
import { readPointer } from '../update/pointer-file.ts';
import { FIRST_MEMORY, memoryFile, type UpdateMemory } from '../update/update-memory.ts';
import { versionsAt } from '../update/versions.ts';
import { type Wish, wishFile } from '../update/wish.ts';
import type { Language } from './shell.ts';
import { SOFTWARE_VERSION } from './software.ts';

export interface UpdateState extends Pointer {
  /** Of the program that answers. */
  readonly version: string;
  /** Asked for and not taken yet. */
  readonly wish: Wish | null;
  /** The newest release of each channel that was ever believed here. */
  readonly seen: UpdateMemory['highest'];
}

export function updateState(home: Home): UpdateState {
  const versions = versionsAt(home.versions);
  const seen = (memoryFile(versions).read() ?? FIRST_MEMORY).highest;
  return { version: SOFTWARE_VERSION, ...readPointer(versions), wish: wishFile(versions).read() ?? null, seen };
}

const WORDS = {
  en: {
    active: 'at work',
    previous: 'before',
    trial: 'on trial',
    start: 'start',
    wish: 'asked for',
    waits: 'waits until no machine is at work',
    failed: 'did not stay',
    seen: 'newest seen',
    none: 'none',
  },
  th: {
    active: 'ใช้อยู่',
    previous: 'ก่อนหน้า',
    trial: 'กำลังพิสูจน์',
    start: 'เริ่มครั้งที่',
    wish: 'ขอไว้',
    waits: 'รอจนเครื่องว่าง',
    failed: 'ไม่ผ่าน',
    seen: 'ใหม่สุดที่เห็น',
    none: 'ไม่มี',
  },
} as const;
const NAME_WIDTH = 14;

export function updateStateText(state: UpdateState, language: Language): string {
  const words = WORDS[language];
  const row = (name: string, text: string) =>
    `${name}${' '.repeat(Math.max(1, NAME_WIDTH - name.replaceAll(/\p{Mn}/gu, '').length))}${text}\n`;
  const { trial, wish } = state;
  return [
    row(words.active, state.active),
    row(words.previous, state.previous ?? words.none),
    trial === null ? '' : row(words.trial, `${trial.slot}, ${words.start} ${trial.starts}`),
    wish === null ? '' : row(words.wish, `${wish.slot}, ${wish.refused ?? words.waits}`),
    ...state.failed.map(({ slot, reason, at }) => row(words.failed, `${slot}, ${reason}, ${at}`)),
    ...Object.entries(state.seen).map(([channel, { version }]) => row(words.seen, `${version} (${channel})`)),
  ].join('');
}
