import { constants, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { HashSchema } from '@tillbridge/shared/ids';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const Place = {
  channel: Type.String({ pattern: '^[a-z]{1,20}$' }),
  platform: Type.String({ pattern: '^[a-z0-9_-]{3,60}$' }),
};
const Document = Type.Object({ ...Place, document: Type.String({ pattern: '^(manifest|root-\\d{1,5})\\.json$' }) });
const File = Type.Object({ ...Place, sha256: HashSchema });
/** The newest release is asked for anew; a file is named by what is in it. */
const NEWEST = 'no-cache';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Releases of the agent as their maker signed them, from a folder. Open to anybody: what shops may believe is decided by
 * signatures, not by this server, and nothing in a release is secret.
 */
export async function releaseRoutes(app: App, { releasesDir }: ApiOptions): Promise<void> {
  const config = { access: 'public' } as const;
  app.get(
    '/releases/:channel/:platform/:document',
    { config, schema: { hide: true, params: Document } },
    async ({ params: { channel, platform, document } }, reply) =>
      sendFile(reply, releasesDir, [channel, platform, document], NEWEST),
  );
  app.get(
    '/releases/:channel/:platform/files/:sha256',
    { config, schema: { hide: true, params: File } },
    async ({ params: { channel, platform, sha256 } }, reply) =>
      sendFile(reply, releasesDir, [channel, platform, 'files', sha256], FOR_EVER),
  );
}

async function sendFile(reply: FastifyReply, dir: string | undefined, path: readonly string[], cached: string) {
  const handle = dir === undefined ? undefined : await openPlain(join(dir, ...path));
  if (handle === undefined) return reply.callNotFound();
  const { size } = await handle.stat();
  return reply
    .header('cache-control', cached)
    .header('content-length', size)
    .type('application/octet-stream')
    .send(handle.createReadStream());
}

/** Undefined for what is not there, and for a link or a pipe in its place. */
async function openPlain(path: string): Promise<FileHandle | undefined> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => undefined,
  );
  if (handle === undefined || (await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}
