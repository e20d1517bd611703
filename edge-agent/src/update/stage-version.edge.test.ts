import { execFileSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderSource } from './folder-source.ts';
import { loadRelease } from './load-release.ts';
import type { ReleaseSource } from './release-source.ts';
import { readRootChain } from './root-chain.ts';
import { openVersions, stageVersion } from './stage-version.ts';
import { FILES, HERE, NOW_MS, openMaker, openStick, type Stick } from './testing/maker.ts';
import { urlSource } from './url-source.ts';
import { findDamage } from './verify-version.ts';

const maker = openMaker();
const SLOT = 'stable-7-0.2.0';
const PROGRAM = FILES['tillbridge.js'];
let stick: Stick;
let server: Server | undefined;
beforeEach(() => {
  stick = openStick(maker);
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server === undefined ? closed(undefined) : server.close(closed)));
  server = undefined;
  stick.remove();
});

async function stage(
  source: ReleaseSource = folderSource(stick.stick),
  keep: readonly string[] = [],
  roomKeptBytes = 0,
) {
  const { versions, anchor } = stick;
  const release = await loadRelease({
    source: folderSource(stick.stick),
    versions,
    anchor,
    here: HERE,
    clock: { ownMs: NOW_MS, cloudOffsetMs: undefined },
  });
  return stageVersion({ versions, source, release, keep, roomKeptBytes });
}
const damage = () => findDamage(stick.versions, SLOT, readRootChain(stick.anchor, stick.versions));
const inSlot = (...path: readonly string[]) => join(stick.versions.slotOf(SLOT), ...path);
const refused = (code: string, extra: object = {}) =>
  expect.objectContaining({ code, extra: expect.objectContaining(extra) });

/** A server that answers as it likes. */
async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const honest: RequestListener = ({ url = '' }, response) => {
  const path = join(stick.stick, ...url.split('/'));
  if (existsSync(path)) response.end(readFileSync(path));
  else response.writeHead(404).end();
};

describe('a version beside the running one', () => {
  it('lies there as it was signed, readable by its user alone, from a folder', async () => {
    expect(await stage()).toBe(SLOT);
    expect(readFileSync(inSlot('tillbridge.js'), 'utf8')).toBe(PROGRAM);
    expect(damage()).toBeUndefined();
    expect(statSync(inSlot('tillbridge.js')).mode & 0o777).toBe(0o600);
    expect(existsSync(stick.versions.staging)).toBe(false);
  });

  it('lies there as it was signed, from a server', async () => {
    await stage(urlSource(await serve(honest), fetch));
    expect(damage()).toBeUndefined();
  });

  it('replaces what a killed staging left, and leaves the versions that are pointed at alone', async () => {
    mkdirSync(join(stick.versions.staging, 'half'), { recursive: true });
    mkdirSync(stick.versions.slotOf('stable-5-0.1.0'));
    mkdirSync(stick.versions.slotOf('stable-4-0.0.9'));
    writeFileSync(stick.versions.manifestOf('stable-4-0.0.9'), '{}');
    await stage(undefined, ['stable-5-0.1.0']);
    expect(
      readdirSync(stick.versions.dir)
        .filter((name) => name.startsWith('stable'))
        .sort(),
    ).toEqual(['stable-5-0.1.0', SLOT, `${SLOT}.json`]);
  });
});

describe('a file of a release', () => {
  it.each([
    ['swapped for another of the same length (mixed files)', 'X'.repeat(PROGRAM.length), 'other bytes'],
    ['that ends too soon', PROGRAM.slice(0, -1), 'cut off'],
    ['that is empty', '', 'cut off'],
    ['with something behind it', `${PROGRAM}evil()`, 'too long'],
  ])('%s is found out, and nothing of the version is left', async (_what, text, because) => {
    writeFileSync(stick.fileOf(PROGRAM), text);
    await expect(stage()).rejects.toThrow(refused('update.file-wrong', { because }));
    expect(existsSync(stick.versions.slotOf(SLOT))).toBe(false);
    expect(existsSync(stick.versions.staging)).toBe(false);
  });

  it('that goes on for ever is left at its first byte too many', async () => {
    let sent = 0;
    const url = await serve((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
      };
      response.on('drain', pour);
      pour();
    });
    await expect(stage(urlSource(url, fetch))).rejects.toThrow(refused('update.file-wrong', { because: 'too long' }));
    expect(sent).toBeLessThan(64_000_000);
  });

  it('that never comes is given up', async () => {
    const url = await serve((_request, response) => void response.writeHead(200).write('c'));
    const reached = stage(urlSource(url, fetch, 100));
    await expect(reached).rejects.toThrow(refused('update.source-silent'));
  });

  it('that is a link is not followed, whatever it points at', async () => {
    const elsewhere = join(stick.dir, 'elsewhere');
    renameSync(stick.fileOf(PROGRAM), elsewhere);
    symlinkSync(elsewhere, stick.fileOf(PROGRAM));
    await expect(stage()).rejects.toThrow(refused('update.source-silent'));
    rmSync(stick.fileOf(PROGRAM));
    symlinkSync('/dev/zero', stick.fileOf(PROGRAM));
    await expect(stage()).rejects.toThrow(refused('update.source-silent'));
  });

  it('is not fetched from where a server redirects to, were it the right one', async () => {
    const url = await serve((request, response) => {
      const { url: path = '' } = request;
      if (!path.startsWith('/moved')) response.writeHead(302, { location: `/moved${path}` }).end();
      else response.end(readFileSync(join(stick.stick, path.slice('/moved'.length))));
    });
    expect((await fetch(`${url}/manifest.json`)).ok).toBe(true);
    await expect(stage(urlSource(url, fetch))).rejects.toThrow(refused('update.source-silent'));
  });
});

describe('an address', () => {
  it.each(['http://releases.example/', 'https://user:secret@releases.example/', 'ftp://x'])(
    'such as %s is not asked',
    (url) => {
      expect(() => urlSource(url, fetch)).toThrow(refused('update.source-silent'));
    },
  );

  it('that gives a manifest without an end is left after a megabyte', async () => {
    let sent = 0;
    const url = await serve((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write('['.repeat(65_536))) sent += 65_536;
      };
      response.on('drain', pour);
      pour();
    });
    expect((await urlSource(url, fetch).manifest()).byteLength).toBeLessThan(2_000_000);
    expect(sent).toBeLessThan(64_000_000);
  });
});

describe('the folder of versions', () => {
  it('that somebody replaced with a link is refused', async () => {
    renameSync(stick.versions.dir, join(stick.dir, 'moved'));
    symlinkSync(join(stick.dir, 'moved'), stick.versions.dir);
    expect(() => openVersions(stick.versions)).toThrow(refused('update.unsafe-folder'));
  });

  it.runIf(process.getuid?.() === 0)(
    'is not made by root in the home of another user, who could not use it then',
    () => {
      chownSync(stick.dir, 65_534, 65_534);
      rmSync(stick.versions.dir, { recursive: true });
      expect(() => openVersions(stick.versions)).toThrow(refused('update.other-user', { owner: 65_534 }));
      expect(existsSync(stick.versions.dir)).toBe(false);
    },
  );

  it('with a link in the place of the draft loses the link, not what it points at', async () => {
    const elsewhere = join(stick.dir, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'kept'), 'kept');
    symlinkSync(elsewhere, stick.versions.staging);
    await stage();
    expect(readdirSync(elsewhere)).toEqual(['kept']);
    expect(damage()).toBeUndefined();
  });

  it('takes no version that would leave the journal without room', async () => {
    await expect(stage(undefined, [], Number.MAX_SAFE_INTEGER / 2)).rejects.toThrow(refused('update.disk'));
    expect(existsSync(stick.versions.staging)).toBe(false);
  });
});

describe('a version that was changed after it came', () => {
  beforeEach(async () => {
    await stage();
  });

  it.each<[string, () => void, string?]>([
    ['a byte of its program', () => writeFileSync(inSlot('tillbridge.js'), PROGRAM.replace('new', 'bad'))],
    ['a file beside those that were signed', () => writeFileSync(inSlot('evil.js'), '')],
    [
      'a part that Node would load first',
      () => {
        mkdirSync(inSlot('node_modules', 'serialport'), { recursive: true });
        writeFileSync(inSlot('node_modules', 'serialport', 'index.js'), 'evil()');
      },
    ],
    ['a file that is gone', () => rmSync(inSlot('console', 'index.html'))],
    [
      'a link to the very same bytes',
      () => {
        renameSync(inSlot('tillbridge.js'), join(stick.dir, 'same.js'));
        symlinkSync(join(stick.dir, 'same.js'), inSlot('tillbridge.js'));
      },
    ],
    [
      'a folder that is a link',
      () => {
        renameSync(inSlot('console'), join(stick.dir, 'console'));
        symlinkSync(join(stick.dir, 'console'), inSlot('console'));
      },
    ],
    ['its manifest', () => writeFileSync(stick.versions.manifestOf(SLOT), '{}')],
    [
      'its place',
      () => {
        renameSync(stick.versions.slotOf(SLOT), stick.versions.slotOf('stable-9-0.2.0'));
        renameSync(stick.versions.manifestOf(SLOT), stick.versions.manifestOf('stable-9-0.2.0'));
      },
      'stable-9-0.2.0',
    ],
    [
      'a pipe that would be waited for',
      () => {
        rmSync(inSlot('tillbridge.js'));
        execFileSync('mkfifo', [inSlot('tillbridge.js')]);
      },
    ],
  ])('by %s is not started', (_what, change, slot = SLOT) => {
    expect(damage()).toBeUndefined();
    change();
    expect(findDamage(stick.versions, slot, readRootChain(stick.anchor, stick.versions))).toBeTypeOf('string');
  });
});
