import type { ReleaseManifest } from '@tillbridge/shared/release';

/** The place of a release below `versions`. */
export function slotFor({ channel, sequence, version }: ReleaseManifest): string {
  return `${channel}-${sequence}-${version}`;
}
