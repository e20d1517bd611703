import { Fault } from '@tillbridge/shared/faults/fault';
import { cloudMisfits } from '../config/misfits.ts';
import { DOCUMENT_BYTES_MAX } from './parse-document.ts';
import { collect, type ReleaseSource } from './release-source.ts';

/** A server that gives nothing for so long gives nothing more. */
const SILENCE_MS = 30_000;
/** However slowly the pieces come, a file is here by then or is given up. */
const FILE_MS_MAX = 1_800_000;
const NOT_FOUND = 404;

/**
 * A release on a server, laid out as in a folder. TLS keeps others from reading along, signatures keep the server itself
 * from lying; a redirect is not followed, so that an address in the configuration is where bytes come from.
 */
export function urlSource(base: string, fetched: typeof fetch, silenceMs: number = SILENCE_MS): ReleaseSource {
  const [misfit] = cloudMisfits(base);
  if (misfit !== undefined) throw new Fault('update.source-silent', { url: base, because: misfit });
  const url = (path: string) => `${base.replace(/\/+$/, '')}/${path}`;

  async function* read(path: string): AsyncGenerator<Uint8Array> {
    const pieces = await ask(path);
    if (pieces === undefined) throw silent(path, 'not there');
    yield* pieces;
  }

  /** Undefined when the server says that there is no such thing. */
  async function ask(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const ending = new AbortController();
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(FILE_MS_MAX)]);
    const watch = () => setTimeout(() => ending.abort(), silenceMs);
    const timer = watch();
    try {
      const response = await fetched(url(path), { redirect: 'error', signal });
      if (response.status === NOT_FOUND) return undefined;
      if (!response.ok || response.body === null) throw silent(path, `status ${response.status}`);
      return listened(response.body, watch, ending, path);
    } catch (error) {
      throw error instanceof Fault ? error : silent(path, 'no answer');
    } finally {
      clearTimeout(timer);
    }
  }

  const silent = (path: string, because: string) => new Fault('update.source-silent', { url: url(path), because });

  async function* listened(
    body: ReadableStream<Uint8Array>,
    watch: () => NodeJS.Timeout,
    ending: AbortController,
    path: string,
  ): AsyncGenerator<Uint8Array> {
    let timer = watch();
    try {
      for await (const piece of body) {
        clearTimeout(timer);
        yield piece;
        timer = watch();
      }
    } catch {
      throw silent(path, 'cut off');
    } finally {
      clearTimeout(timer);
      ending.abort();
    }
  }

  return {
    name: base,
    manifest: () => collect(read('manifest.json'), DOCUMENT_BYTES_MAX),
    async root(version) {
      const pieces = await ask(`root-${version}.json`);
      return pieces === undefined ? undefined : collect(pieces, DOCUMENT_BYTES_MAX);
    },
    file: (sha256) => read(`files/${sha256}`),
  };
}
