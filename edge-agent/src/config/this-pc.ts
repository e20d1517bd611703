import { hostname, release, type as systemType } from 'node:os';

const NAME_MAX = 80;

/** How this PC is called, and what runs on it, as the dashboard shows it. */
export function thisPc(): { readonly hostName: string; readonly system: string } {
  return {
    hostName: hostname().slice(0, NAME_MAX) || 'unnamed',
    system: `${systemType()} ${release()}`.slice(0, NAME_MAX),
  };
}
