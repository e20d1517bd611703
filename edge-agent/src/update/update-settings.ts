import type { AgentConfig } from '../config/agent-config.ts';

const CHANNEL = 'stable';
/** Where the cloud keeps releases, below its own address. */
const RELEASES_PATH = 'releases';
const EVERY_MINUTES = 360;
const WINDOW_SECONDS = 600;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

export interface UpdateSettings {
  readonly automatic: boolean;
  /** Folder of the release for this platform, on a server. */
  readonly url: string;
  readonly channel: string;
  readonly everyMs: number;
  readonly windowMs: number;
}

/** What is configured about updates, with what holds where nothing is. */
export function updateSettings(
  { updates, cloud }: Pick<AgentConfig, 'updates' | 'cloud'>,
  platform: string,
): UpdateSettings {
  const channel = updates?.channel ?? CHANNEL;
  const releases = updates?.url ?? `${cloud.replace(/\/+$/, '')}/${RELEASES_PATH}`;
  return {
    automatic: updates?.automatic === true,
    url: `${releases.replace(/\/+$/, '')}/${channel}/${platform}`,
    channel,
    everyMs: (updates?.everyMinutes ?? EVERY_MINUTES) * MINUTE_MS,
    windowMs: (updates?.windowSeconds ?? WINDOW_SECONDS) * SECOND_MS,
  };
}
