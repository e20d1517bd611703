/** Raw bytes as they went over the line, for the journal and the support bundle. */
export interface RawFrame {
  readonly direction: 'out' | 'in';
  readonly monotonicMs: number;
  readonly bytes: Uint8Array;
}

export const RAW_FRAMES_MAX = 512;

export interface FrameRing {
  add(frame: RawFrame): void;
  /** Oldest first. */
  list(): readonly RawFrame[];
}

/** Keeps the last RAW_FRAMES_MAX pieces of traffic. */
export function createFrameRing(limit: number = RAW_FRAMES_MAX): FrameRing {
  const ring: RawFrame[] = [];
  let next = 0;
  return {
    add(frame) {
      ring[next] = frame;
      next = (next + 1) % limit;
    },
    list: () => [...ring.slice(next), ...ring.slice(0, next)],
  };
}
