import { constants, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@tillbridge/shared/faults/fault';
import { DOCUMENT_BYTES_MAX } from './parse-document.ts';
import { collect, type ReleaseSource } from './release-source.ts';

/** A link, a pipe or a device in the place of a file is not opened, so nothing waits for it. */
const PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A release in a folder, such as a stick: `manifest.json`, `root-2.json` …, and `files/` by hash. */
export function folderSource(folder: string): ReleaseSource {
  return {
    name: folder,
    manifest: () => collect(read(join(folder, 'manifest.json')), DOCUMENT_BYTES_MAX),
    async root(version) {
      const path = join(folder, `root-${version}.json`);
      const handle = await open(path, PLAIN).catch(() => undefined);
      await handle?.close();
      return handle === undefined ? undefined : collect(read(path), DOCUMENT_BYTES_MAX);
    },
    file: (sha256) => read(join(folder, 'files', sha256)),
  };
}

async function* read(path: string): AsyncGenerator<Uint8Array> {
  const handle = await openPlain(path);
  try {
    for await (const piece of handle.createReadStream({ autoClose: false })) yield piece as Uint8Array;
  } finally {
    await handle.close();
  }
}

async function openPlain(path: string): Promise<FileHandle> {
  const handle = await open(path, PLAIN).catch((error: NodeJS.ErrnoException) => {
    throw new Fault('update.source-silent', { path, because: error.code });
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new Fault('update.source-silent', { path, because: 'no plain file' });
}
