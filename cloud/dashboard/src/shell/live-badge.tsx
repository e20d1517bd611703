'use client';

import { clockLabel, wallAt } from '../format/time.ts';
import { useLive } from '../live/live-provider.tsx';
import { useSpeech } from '../words/speech.tsx';

/** Says whether figures move by themselves, and since when they do not. */
export function LiveBadge({ timeZone }: { readonly timeZone: string }) {
  const { status, heardAtMs, clockOffsetMs } = useLive();
  const { language, messages } = useSpeech();
  const words = messages.live;
  if (status === 'live' || (status === 'connecting' && heardAtMs === null))
    return <span className="live">{words.on}</span>;
  if (heardAtMs === null) return <span className="live stale">{words.offFromStart}</span>;
  const since = clockLabel(wallAt(new Date(heardAtMs + clockOffsetMs).toISOString(), timeZone), language);
  return <span className="live stale">{words.off.replace('{time}', since)}</span>;
}

/** The same for a screen reader, once a page: polite, and only when it changes. */
export function LiveVoice({ timeZone }: { readonly timeZone: string }) {
  return (
    <div role="status" aria-live="polite" className="hidden-words">
      <LiveBadge timeZone={timeZone} />
    </div>
  );
}
