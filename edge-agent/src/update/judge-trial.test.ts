import { describe, expect, it } from 'vitest';
import { beginWatch, type Health, hear, judgeTrial, type Watched } from './judge-trial.ts';
import type { Trial } from './pointer.ts';

const WINDOW = 600_000;
const trial: Trial = { slot: 'stable-7-0.2.0', starts: 1, windowMs: WINDOW, mustDeliver: true, mustReach: ['front'] };
const sound: Health = { delivered: true, reached: ['front'], idle: true };

/** Hears the same every second until a verdict falls; answers it with its time. */
function live(healthAt: (ms: number) => Health | undefined, over: Partial<Trial> = {}) {
  const ask = { ...trial, ...over };
  let watched: Watched = beginWatch(0);
  for (let ms = 0; ms <= 4 * WINDOW; ms += 1_000) {
    const health = healthAt(ms);
    if (health !== undefined) watched = hear(watched, health, ask, ms);
    const verdict = judgeTrial(watched, ask, ms);
    if (verdict !== 'wait') return { verdict, ms };
  }
  return 'never';
}

describe('a version on trial', () => {
  it('that is sound for a tenth of its window stays', () => {
    expect(live(() => sound)).toEqual({ verdict: 'confirm', ms: 60_000 });
  });

  it('that becomes sound late stays, too, and is not cut off at the end of its window', () => {
    const late = (ms: number) => ({ ...sound, delivered: ms >= WINDOW - 5_000 });
    expect(live(late)).toEqual({ verdict: 'confirm', ms: WINDOW + 55_000 });
  });

  it('that never says a word is given up at half its window', () => {
    expect(live(() => undefined)).toEqual({ verdict: { back: 'silent' }, ms: WINDOW / 2 });
  });

  it('that hangs is given up before the watchdog would only start it again', () => {
    const hung = live((ms) => (ms < 10_000 ? { ...sound, delivered: false } : undefined));
    expect(hung).toMatchObject({ verdict: { back: 'silent' } });
    expect(hung).toHaveProperty('ms', 55_000);
  });

  it('that hangs after it was sound is given up, too', () => {
    expect(live((ms) => (ms < 10_000 ? sound : undefined))).toMatchObject({ verdict: { back: 'silent' } });
  });

  it('that runs and never delivers is given up at the end of its window', () => {
    expect(live(() => ({ ...sound, delivered: false }))).toEqual({ verdict: { back: 'undelivered' }, ms: WINDOW });
  });

  it('that cannot reach a machine which the version before reached is given up', () => {
    expect(live(() => ({ ...sound, reached: ['back'] }))).toEqual({ verdict: { back: 'unready' }, ms: WINDOW });
  });

  it('need not deliver where the version before had no line, and need not reach what was off', () => {
    const offline = { mustDeliver: false, mustReach: [] };
    expect(live(() => ({ delivered: false, reached: [], idle: true }), offline)).toMatchObject({ verdict: 'confirm' });
  });

  it('with an operation under way is left alone until that has ended, though not for ever', () => {
    const busy = (until: number) => (ms: number) => ({ ...sound, delivered: false, idle: ms >= until });
    expect(live(busy(WINDOW + 90_000))).toEqual({ verdict: { back: 'undelivered' }, ms: WINDOW + 90_000 });
    expect(live(busy(Number.POSITIVE_INFINITY))).toEqual({ verdict: { back: 'undelivered' }, ms: 3 * WINDOW });
  });

  it('that is sound now and then has to begin anew each time', () => {
    const unsteady = (ms: number) => ({ ...sound, reached: ms % 30_000 === 0 ? [] : ['front'] });
    expect(live(unsteady)).toMatchObject({ verdict: { back: 'unready' } });
  });
});
