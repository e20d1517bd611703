import type { Closing } from '../api/wire.ts';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import { Compare, Kinds } from './figures.tsx';
import { PrintButton, PrintHead } from './print.tsx';

/** Z: the numbered end, as it is kept; on paper with the shop above it and a line to sign on. */
export function Closed({ closing, onLeave }: { readonly closing: Closing; readonly onLeave: () => void }) {
  const say = useSay();
  const { snapshot } = useDesk();
  const zone = snapshot.shop.timeZone;
  const at = (instant: string) => `${say.day(instant, zone)} ${say.clock(instant, zone)}`;
  const { closedAt, reason, approvedBy } = closing;
  const told = [
    say.t(closing.blind ? 'figures.blind' : 'figures.notBlind'),
    ...(reason === undefined ? [] : [say.t('closings.reason', { reason })]),
    ...(approvedBy === undefined ? [] : [say.t('closings.approvedBy', { person: approvedBy })]),
    ...(closing.settled ? [] : [say.t('figures.unsettled')]),
  ];
  return (
    <section className="sheet">
      <div>
        <PrintHead />
        <h1>{say.t('figures.z', { n: closing.number })}</h1>
        <p className="soft">
          {[
            say.t('closings.opened', { time: at(closing.openedAt), person: closing.openedBy }),
            closedAt === undefined
              ? say.t('closings.closedBy', { person: closing.by })
              : say.t('closings.closed', { time: at(closedAt), person: closing.by }),
          ].join(' · ')}
        </p>
        <p className="soft">{told.join(' · ')}</p>
      </div>
      <div className="scrolls">
        <Compare figures={closing} />
        <Kinds kinds={closing.kinds} />
        <p className="signed">{say.t('print.signature')}</p>
      </div>
      <div className="foot">
        <PrintButton />
        <button type="button" className="big first" onClick={onLeave}>
          {say.t('figures.done')}
        </button>
      </div>
    </section>
  );
}
