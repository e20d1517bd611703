import { InvalidArgumentError, Option } from 'commander';
import { ADDRESS_PATTERN } from '../config/agent-config.ts';
import type { Shell } from './shell.ts';

/** Tells the program which code to end with. */
export type End = (code: number) => void;

export function homeOption(shell: Shell): Option {
  return new Option('--home <folder>', 'folder of the agent').default(shell.defaultHome);
}

export function wholePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

/** A whole number from `least` on, for options that count something. */
export function wholeFrom(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isSafeInteger(number) || number < least)
      throw new InvalidArgumentError(`A whole number from ${least} on.`);
    return number;
  };
}

/** Collects `[name=]address`; `*` stands for a machine that is not named. */
export function addAddress(text: string, before: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  // A URL may hold an = of its own.
  const cut = /^https?:/.test(text) ? -1 : text.indexOf('=');
  const [name, address] = cut < 0 ? ['*', text] : [text.slice(0, cut), text.slice(cut + 1)];
  if (!new RegExp(ADDRESS_PATTERN).test(address))
    throw new InvalidArgumentError(
      'An address looks like tcp:host:port, tty:/dev/…, usb:vendor:product or http://host/path.',
    );
  return new Map([...(before ?? []), [name, address]]);
}
