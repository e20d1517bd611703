import { resolve } from 'node:path';
import { Fault } from '@tillbridge/shared/faults/fault';
import { instant, systemClock } from '../clock.ts';
import type { Home } from '../config/home.ts';
import { readConfig } from '../config/read-config.ts';
import { journalIsHeld } from '../journal/inspect-journal.ts';
import { UPDATE_THERE } from '../update/exit-codes.ts';
import { folderSource } from '../update/folder-source.ts';
import { groundHere } from '../update/ground-here.ts';
import { anchorOf, type Installation } from '../update/installation.ts';
import { platformHere } from '../update/platform.ts';
import { readPointer } from '../update/pointer-file.ts';
import { checkRelease, type PrepareWish, prepareUpdate } from '../update/prepare-update.ts';
import { slotFor } from '../update/slot-for.ts';
import { requireWayBack, switchAtRest } from '../update/switch-version.ts';
import { updateSettings } from '../update/update-settings.ts';
import { urlSource } from '../update/url-source.ts';
import { versionsAt } from '../update/versions.ts';
import { type Wish, wishFile } from '../update/wish.ts';
import { followUpdate } from './follow-update.ts';
import { startProgress } from './progress.ts';
import { EXIT, type Shell } from './shell.ts';
import { askStatus } from './status.ts';
import { UPDATE_WORDS } from './update-words.ts';

const MINUTE_MS = 60_000;
const PERCENT = 100;

interface Wished {
  readonly json: boolean;
  readonly waitMinutes: number;
}

/** Looks whether there is a newer version; changes nothing but what this PC remembers of releases. */
export async function checkUpdate(
  home: Home,
  shell: Shell,
  { source, json }: { readonly source: string | undefined; readonly json: boolean },
): Promise<number> {
  const words = UPDATE_WORDS[shell.language];
  const manifest = await checkRelease(await prepareWish(home, shell, source));
  const newer = readPointer(versionsAt(home.versions)).active !== slotFor(manifest);
  const { version, sequence, channel, issued, expires } = manifest;
  const told = { newer, version, sequence, channel, issued, expires };
  shell.out(
    json ? `${JSON.stringify(told)}\n` : `${newer ? words.newer : words.same}: ${version} (${channel} ${sequence})\n`,
  );
  return newer ? UPDATE_THERE : EXIT.ok;
}

/** Stages, tests, asks for the turn of the new version, and watches what becomes of it. Answers the code to end with. */
export async function applyUpdate(
  home: Home,
  shell: Shell,
  wished: Wished & { readonly source: string | undefined; readonly again: boolean },
): Promise<number> {
  const words = UPDATE_WORDS[shell.language];
  const progress = startProgress(shell);
  try {
    const onStep = (step: keyof typeof words.steps) => progress.say(words.steps[step]);
    const onBytes = (done: number, all: number) =>
      progress.say(`${words.steps.believed} ${Math.floor((done / all) * PERCENT)} %`);
    const wish = { ...(await prepareWish(home, shell, wished.source)), again: wished.again, onStep, onBytes };
    let how: Asked = 'wished';
    const { slot, manifest } = await prepareUpdate(wish, (to) => {
      how = ask(home, shell, { kind: 'forward', slot: to });
    });
    progress.end();
    if (slot === undefined) return tell(shell, wished, { outcome: 'same', version: manifest.version });
    return await outcome(home, shell, wished, { kind: 'forward', slot }, how);
  } finally {
    progress.end();
  }
}

/** Asks for the version before, and watches until it has taken over. */
export async function goBack(home: Home, shell: Shell, wished: Wished): Promise<number> {
  const { previous, active } = readPointer(versionsAt(home.versions));
  if (previous === null) throw new Fault('update.no-way-back', { active });
  const wish: Wish = { kind: 'back', slot: previous };
  requireWayBack(home, wish, installationOf(shell));
  return outcome(home, shell, wished, wish, ask(home, shell, wish));
}

type Asked = 'wished' | 'switched';

/** The running agent is asked; where none runs, the switch is made here. */
function ask(home: Home, shell: Shell, wish: Wish): Asked {
  if (journalIsHeld(home.journal)) {
    wishFile(versionsAt(home.versions)).write(wish);
    return 'wished';
  }
  const { windowMs } = updateSettings(readConfig(home.config), platformHere());
  if (installationOf(shell).slot === undefined) throw new Fault('update.no-launcher');
  const now = instant(systemClock().nowMs());
  switchAtRest(home, wish, { windowMs, mustDeliver: false, mustReach: [] }, now);
  return 'switched';
}

async function outcome(home: Home, shell: Shell, wished: Wished, wish: Wish, how: Asked): Promise<number> {
  const version = wish.slot;
  if (how === 'switched') return tell(shell, wished, { outcome: 'next-start', version });
  const words = UPDATE_WORDS[shell.language];
  const stopping = new AbortController();
  void shell.endAsked.then(() => stopping.abort());
  const progress = startProgress(shell);
  try {
    const now = await followUpdate({
      versions: versionsAt(home.versions),
      wish,
      patienceMs: wished.waitMinutes * MINUTE_MS,
      onChange: (at) => progress.say(words[at]),
      stopped: stopping.signal,
    });
    progress.end();
    return tell(shell, wished, { outcome: now, version });
  } finally {
    progress.end();
  }
}

type Outcome = 'same' | 'next-start' | 'waits' | 'trial' | 'stays';

function tell(shell: Shell, { json }: Wished, said: { readonly outcome: Outcome; readonly version: string }): number {
  const words = UPDATE_WORDS[shell.language];
  shell.out(json ? `${JSON.stringify(said)}\n` : `${said.version}: ${words[said.outcome]}\n`);
  return said.outcome === 'waits' || said.outcome === 'trial' ? EXIT.unavailable : EXIT.ok;
}

async function prepareWish(home: Home, shell: Shell, from: string | undefined): Promise<PrepareWish> {
  const settings = updateSettings(readConfig(home.config), platformHere());
  const source =
    from === undefined || /^https?:/.test(from)
      ? urlSource(from ?? settings.url, shell.fetch)
      : folderSource(resolve(from));
  const status = await askStatus(home, undefined, shell.fetch).catch(() => undefined);
  return {
    home,
    source,
    anchor: anchorOf(installationOf(shell)),
    here: groundHere(settings.channel),
    clock: { ownMs: systemClock().nowMs(), cloudOffsetMs: status?.delivery.clockOffsetMs },
    again: false,
  };
}

function installationOf({ installation, program }: Shell): Installation {
  return installation ?? { base: resolve(program[1], '..'), slot: undefined };
}
