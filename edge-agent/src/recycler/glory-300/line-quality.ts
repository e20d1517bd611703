import type { NoiseHeard } from './cut-frames.ts';

export type LineFault = 'machine.frame-checksum' | 'machine.unknown-byte';

/** So many exchanges without noise, and the line counts as clean again. */
const CLEAN_EXCHANGES = 20;

/** Turns noise on the line into a fault that holds until the line has been clean for a while. */
export interface LineQuality {
  noise(noise: NoiseHeard): void;
  exchanged(): void;
}

export function createLineQuality(raise: (code: LineFault) => void, clear: (code: LineFault) => void): LineQuality {
  const sinceNoise = new Map<LineFault, number>();
  return {
    noise({ why }) {
      const code = why === 'stray' ? 'machine.unknown-byte' : 'machine.frame-checksum';
      sinceNoise.set(code, 0);
      raise(code);
    },
    exchanged() {
      for (const [code, clean] of sinceNoise) {
        if (clean + 1 < CLEAN_EXCHANGES) sinceNoise.set(code, clean + 1);
        else {
          sinceNoise.delete(code);
          clear(code);
        }
      }
    },
  };
}
