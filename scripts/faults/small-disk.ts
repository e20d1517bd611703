import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A disk that can be made full. */
export interface SmallDisk {
  /** From now on nothing more fits, until the ballast is given up. */
  fill(): void;
  clear(): void;
  unmount(): void;
}

const DISK_BYTES = 16_777_216;
const BLOCK = Buffer.alloc(4_096, 'filler ');

/** Whether this user may mount; where not, the preloaded library plays a full disk. */
export function mayMount(folder: string): boolean {
  const mounted = mount(folder);
  if (mounted) spawnSync('umount', ['-l', folder], { stdio: 'ignore' });
  return mounted;
}

/** A tmpfs of a few megabytes over the folder, or a played one where it cannot be mounted. */
export function setSmallDisk(dir: string): SmallDisk {
  return mount(dir) ? mountedDisk(dir) : playedDisk(dir);
}

function mount(dir: string): boolean {
  const options = ['-t', 'tmpfs', '-o', `size=${DISK_BYTES},mode=0700`, 'tmpfs', dir];
  return spawnSync('mount', options, { stdio: 'ignore' }).status === 0;
}

function mountedDisk(dir: string): SmallDisk {
  const filler = join(dir, 'filler');
  return {
    fill: () => {
      const file = openSync(filler, 'a');
      try {
        for (;;) writeSync(file, BLOCK);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
    },
    clear: () => rmSync(filler, { force: true }),
    unmount: () => {
      spawnSync('umount', ['-l', dir], { stdio: 'ignore' });
    },
  };
}

/** Marks that the library in `power/` heeds; without a ballast to give up, the disk stays full. */
function playedDisk(dir: string): SmallDisk {
  const marks = ['disk-is-full', 'disk-is-hard'].map((name) => join(dir, name));
  const clear = (): void => {
    for (const mark of marks) rmSync(mark, { force: true });
  };
  return {
    fill: () => {
      for (const mark of existsSync(join(dir, 'ballast')) ? marks.slice(0, 1) : marks) writeFileSync(mark, '');
    },
    clear,
    unmount: clear,
  };
}
