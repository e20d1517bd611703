import { useEffect, useState } from 'react';
import type { Closing, ClosingHead } from '../api/wire.ts';
import { Icon } from '../parts/icon.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import type { Say } from '../words/say.ts';
import { Closed } from './closed.tsx';

type Shown = readonly ClosingHead[] | 'waiting' | 'broken';

/** The closings that are still on this PC, newest first; each opens as it was closed, and can be printed again. */
export function Closings({ onLeave }: { readonly onLeave: () => void }) {
  const say = useSay();
  const { api, snapshot } = useDesk();
  const [shown, setShown] = useState<Shown>('waiting');
  const [closing, setClosing] = useState<Closing>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const over = new AbortController();
    void asked;
    api.closings(over.signal).then(setShown, () => {
      if (!over.signal.aborted) setShown('broken');
    });
    return () => over.abort();
  }, [api, asked]);
  if (closing !== undefined) return <Closed closing={closing} onLeave={() => setClosing(undefined)} />;
  const open = (number: number) =>
    void api.closing(number).then(setClosing, () => {
      setShown('broken');
    });
  return (
    <section className="sheet">
      <h1>{say.t('closings.title')}</h1>
      {shown === 'waiting' || shown === 'broken' || shown.length === 0 ? (
        <Nothing shown={shown} onAgain={() => setAsked((n) => n + 1)} />
      ) : (
        <ul className="scrolls closings">
          {shown.map((each) => (
            <li key={each.number}>
              <button type="button" onClick={() => open(each.number)}>
                <ClosingLine closing={each} zone={snapshot.shop.timeZone} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="foot">
        <button type="button" className="big" onClick={onLeave}>
          {say.t('count.leave')}
        </button>
      </div>
    </section>
  );
}

function Nothing({ shown, onAgain }: { readonly shown: Shown; readonly onAgain: () => void }) {
  const say = useSay();
  const broken = shown === 'broken';
  return (
    <div className="empty">
      <p className="text-head">
        {say.t(broken ? 'closings.broken' : shown === 'waiting' ? 'closings.waiting' : 'closings.none')}
      </p>
      {broken ? (
        <button type="button" className="big" onClick={onAgain}>
          {say.t('cases.again')}
        </button>
      ) : (
        <p className="soft">{shown === 'waiting' ? '' : say.t('closings.noneNext')}</p>
      )}
    </div>
  );
}

function ClosingLine({ closing, zone }: { readonly closing: ClosingHead; readonly zone: string }) {
  const say = useSay();
  const { closedAt = closing.openedAt } = closing;
  return (
    <>
      <b>{say.t('figures.z', { n: closing.number })}</b>
      <span>
        {say.day(closedAt, zone)} {say.clock(closedAt, zone)}
        <small className="soft">{closing.settled ? closing.by : `${closing.by} · ${say.t('figures.unsettled')}`}</small>
      </span>
      <span className="num">{varianceOf(closing, say)}</span>
      {closing.settled ? <Icon name="more" /> : <Icon name="warning" className="ic warn" />}
    </>
  );
}

/** What was missing or too much, by currency; nothing where the count agreed. */
function varianceOf({ sums }: ClosingHead, say: Say): string {
  const different = sums.filter(({ varianceMinor }) => varianceMinor !== 0);
  if (different.length === 0) return say.t('closings.agrees');
  return different.map(({ varianceMinor, currency }) => say.money(varianceMinor, currency)).join(' · ');
}
