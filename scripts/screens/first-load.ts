import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface PageWeight {
  /** Route of the page as its folder says it, such as `(signed-in)/shops/[shopId]`. */
  readonly page: string;
  /** JavaScript a browser fetches before the page answers, gzip, bytes. */
  readonly bytes: number;
}

const MANIFEST = 'page_client-reference-manifest.js';

/**
 * Weighs the first-load JavaScript of each page from the output of `next build`: the files of the framework, of the
 * layouts and of the page itself. What a page fetches later, when it already stands, does not count.
 */
export function weighPages(build: string): PageWeight[] {
  const { rootMainFiles } = JSON.parse(readFileSync(join(build, 'build-manifest.json'), 'utf8')) as {
    readonly rootMainFiles: readonly string[];
  };
  const app = join(build, 'server', 'app');
  const manifests = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(MANIFEST));
  return manifests.map((file) => {
    const files = new Set([...rootMainFiles, ...entryFiles(readFileSync(join(app, file), 'utf8'))]);
    const bytes = [...files].reduce(
      (sum, path) => sum + gzipSync(readFileSync(join(build, path)), { level: 9 }).length,
      0,
    );
    return { page: file.slice(0, -MANIFEST.length - 1), bytes };
  });
}

/** The manifest is a script that assigns one JSON document; the last net of all pages is never loaded with one. */
function entryFiles(script: string): readonly string[] {
  const json = script.slice(script.indexOf('] = ') + 4).replace(/;?\s*$/, '');
  const { entryJSFiles } = JSON.parse(json) as { readonly entryJSFiles: Readonly<Record<string, readonly string[]>> };
  return Object.entries(entryJSFiles).flatMap(([entry, files]) => (entry.endsWith('global-error') ? [] : files));
}
