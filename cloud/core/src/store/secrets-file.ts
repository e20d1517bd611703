import { readFileSync, statSync } from 'node:fs';

const OTHERS_MAY_READ = 0o077;

/** Reads the secrets of this installation: a JSON file that only its owner can read. Undefined after a mistake. */
export function readSecretsFile(path: string, mistakes: string[]): Readonly<Record<string, unknown>> | undefined {
  try {
    if ((statSync(path).mode & OTHERS_MAY_READ) !== 0) {
      mistakes.push('other users can read the file of TILLBRIDGE_SECRETS (set its mode to 0600)');
    }
    return Object(JSON.parse(readFileSync(path, 'utf8'))) as Record<string, unknown>;
  } catch (error) {
    mistakes.push(
      `the file of TILLBRIDGE_SECRETS cannot be used: ${error instanceof Error ? error.message : 'unknown'}`,
    );
    return undefined;
  }
}
