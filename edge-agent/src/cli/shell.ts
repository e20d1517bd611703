import type { Installation } from '../update/installation.ts';
import type { Health } from '../update/judge-trial.ts';
import { EXIT_AGAIN } from './exit-again.ts';

export type Language = 'en' | 'th';
export type Colour = 'red' | 'yellow' | 'green' | 'blue' | 'dim' | 'bold';
/** Colours a text where a person sees it, and leaves it alone elsewhere. */
export type Paint = (colour: Colour, text: string) => string;

/** What a command may touch of the process it runs in; only the entry has the real one. */
export interface Shell {
  /** Words after the program's name. */
  readonly words: readonly string[];
  /** Node and the file that it runs. */
  readonly program: readonly [string, string];
  readonly defaultHome: string;
  readonly language: Language;
  /** Whether standard output is a terminal: colours and aligned texts instead of raw lines. */
  readonly shown: boolean;
  /** Whether somebody watches standard error: progress instead of silence. */
  readonly watched: boolean;
  readonly fetch: typeof fetch;
  /** A line that nobody sees: typed at a terminal without an echo, else the standard input, at most so many characters. */
  readonly readSecret: (prompt: string, charactersMax: number) => Promise<string>;
  out(text: string): void;
  err(text: string): void;
  /** Resolves when the process is asked to end. */
  readonly endAsked: Promise<unknown>;
  /** Present where a service manager wants to hear from us. */
  readonly manager?: ServiceManager;
  /** How this program came to run; absent where that does not matter. */
  readonly installation?: Installation;
  /** Present while this version proves itself: the launcher hears how it goes. */
  readonly tellLauncher?: (health: Health) => void;
}

/** The supervisor of the process, as systemd presents itself in the environment. */
export interface ServiceManager {
  /** It kills a process that it has not heard from for so long; undefined without a watchdog. */
  readonly watchdogMs?: number;
}

/** How a command ends; the numbers are those of sysexits. `doctor` has numbers of its own below 50, `update` below 60. */
export const EXIT = { ok: 0, usage: 64, unavailable: 69, broken: 70, again: EXIT_AGAIN, config: 78 } as const;

const ESCAPES: Readonly<Record<Colour, string>> = {
  red: '31;1',
  yellow: '33',
  green: '32',
  blue: '34',
  dim: '2',
  bold: '1',
};

export function painter(shown: boolean): Paint {
  return (colour, text) => (shown ? `\u001b[${ESCAPES[colour]}m${text}\u001b[0m` : text);
}
