import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const OUTSIDE = new Set(['node_modules', 'dist', '.next', '.git', '.tsbuild', '.tillbridge', '.screens', 'coverage']);
const TEXT = /\.(ts|tsx|mts|mjs|js|json|sql|css|md|sh|yml)$|(^|\/)(run|LICENSE|\.npmrc|\.gitignore)$/;

/** Every text file we wrote, below a root. */
export function sourceFiles(root: string): SourceFile[] {
  return below(root).map((path) => ({
    path: relative(root, path).split(sep).join('/'),
    text: readFileSync(path, 'utf8'),
  }));
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return OUTSIDE.has(entry.name) ? [] : below(path);
    return entry.isFile() && TEXT.test(path.split(sep).join('/')) && entry.name !== 'next-env.d.ts' ? [path] : [];
  });
}
