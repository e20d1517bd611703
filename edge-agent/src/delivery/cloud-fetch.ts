import { Agent, fetch as pooledFetch } from 'undici';

/** The part of `fetch` that the delivery uses; a test gives its own. */
export type CloudFetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: Uint8Array<ArrayBuffer> | string;
    readonly signal: AbortSignal;
  },
) => Promise<CloudResponse>;

export interface CloudResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** A shop sells every few minutes; the line is kept open so that a sale does not wait for a new one. */
const KEEP_ALIVE_MS = 120_000;
const CONNECT_MS = 10_000;

/** `fetch` over one kept connection. Close it when the delivery stops. */
export function keptConnection(): { readonly fetch: CloudFetch; close(): Promise<void> } {
  const dispatcher = new Agent({
    connections: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_MS },
  });
  return {
    fetch: (url, init) => pooledFetch(url, { ...init, dispatcher }),
    close: () => dispatcher.destroy(),
  };
}
