import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';

/** Only on paper: which shop, which machines, and who printed it when. */
export function PrintHead() {
  const say = useSay();
  const { snapshot, session } = useDesk();
  const { name, timeZone } = snapshot.shop;
  const now = new Date().toISOString();
  return (
    <p className="print-head">
      <b>{name}</b>
      <span>{snapshot.machines.map((machine) => machine.name).join(', ')}</span>
      <span>
        {say.t('print.printed', {
          time: `${say.day(now, timeZone)} ${say.clock(now, timeZone)}`,
          person: session.person.name,
        })}
      </span>
    </p>
  );
}

/** Prints what stands on the screen; the style sheet for paper leaves everything else away. */
export function PrintButton() {
  const say = useSay();
  return (
    <button type="button" className="big" onClick={() => window.print()}>
      {say.t('print.print')}
    </button>
  );
}
