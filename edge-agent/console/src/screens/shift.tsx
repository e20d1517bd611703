import { useState } from 'react';
import { Problem } from '../api/problem.ts';
import type { Closing, Figures, ShiftLine, Snapshot } from '../api/wire.ts';
import { Count } from '../parts/count.tsx';
import { useSay } from '../parts/speech.tsx';
import { countRows } from '../state/count-rows.ts';
import { useDesk } from '../state/desk.tsx';
import type { Say } from '../words/say.ts';
import { Closed } from './closed.tsx';
import { Closings } from './closings.tsx';
import { Compare, Kinds } from './figures.tsx';
import { PrintButton, PrintHead } from './print.tsx';
import { SettleClosing } from './settle-closing.tsx';

type Row = Omit<ShiftLine, 'pieces'>;

type Step =
  | { readonly at: 'rest' | 'closings' }
  | { readonly at: 'count'; readonly why: 'open' | 'close'; readonly rows: readonly Row[] }
  | { readonly at: 'x' | 'compare'; readonly figures: Figures | undefined }
  | { readonly at: 'closed'; readonly closing: Closing };

/** Open, count blind, compare, close: the order of a shift; X whenever somebody wants it. */
export function Shift() {
  const say = useSay();
  const { api, machine, snapshot } = useDesk();
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function ask(act: () => Promise<Step>): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      setStep(await act());
    } catch (error) {
      const { meaning, remedy } = say.fault(error instanceof Problem ? error.code : 'machine.no-answer');
      setRefusal(error instanceof Problem ? `${meaning} · ${remedy}` : say.t('shift.noAnswer'));
    }
    setBusy(false);
  }

  const rest: Step = { at: 'rest' };
  if (step.at === 'count') {
    const counted = (lines: readonly ShiftLine[]) =>
      ask(async () => {
        if (step.why === 'open') {
          await api.openShift(linesOf(lines));
          return rest;
        }
        return { at: 'compare', figures: await api.countShift(linesOf(lines)) };
      });
    return (
      <Count
        rows={step.rows}
        placeOf={(row) => placeOf(row, snapshot, say)}
        currency={machine.currency}
        title={say.t(step.why === 'open' ? 'shift.countOpening' : 'shift.countClosing')}
        advice={say.t('shift.blind')}
        action={say.t(step.why === 'open' ? 'shift.open' : 'shift.compare')}
        busy={busy}
        refusal={refusal}
        onCount={(lines) => void counted(lines)}
        onLeave={() => setStep(rest)}
      />
    );
  }
  if (step.at === 'closed') return <Closed closing={step.closing} onLeave={() => setStep(rest)} />;
  if (step.at === 'compare' && step.figures !== undefined)
    return (
      <SettleClosing
        figures={step.figures}
        onClosed={(closing) => setStep({ at: 'closed', closing })}
        onLeave={() => setStep(rest)}
      />
    );
  if (step.at === 'closings') return <Closings onLeave={() => setStep(rest)} />;
  if (step.at === 'x') return <ReportX figures={step.figures} onLeave={() => setStep(rest)} />;
  return (
    <AtRest
      busy={busy}
      refusal={refusal}
      onOpen={() =>
        void ask(async () => {
          await api.openShift(undefined);
          return rest;
        })
      }
      onCount={(why) =>
        void ask(async () => {
          const sheet = why === 'close' ? await api.shiftSheet() : [];
          return { at: 'count', why, rows: rowsOf(snapshot, sheet) };
        })
      }
      onClosings={() => setStep({ at: 'closings' })}
      onX={() => void ask(async () => ({ at: 'x', figures: (await api.readX()).figures }))}
    />
  );
}

function ReportX({ figures, onLeave }: { readonly figures: Figures | undefined; readonly onLeave: () => void }) {
  const say = useSay();
  const { snapshot } = useDesk();
  return (
    <section className="sheet">
      <div>
        <PrintHead />
        <h1>{say.t('shift.x')}</h1>
      </div>
      <div className="scrolls">
        {figures === undefined ? <p className="soft">{say.t('shift.xBlind')}</p> : <Compare figures={figures} />}
        <Kinds kinds={snapshot.shift?.kinds ?? []} />
      </div>
      <div className="foot">
        <button type="button" className="big" onClick={onLeave}>
          {say.t('count.leave')}
        </button>
        <PrintButton />
      </div>
    </section>
  );
}

interface AtRestProps {
  readonly busy: boolean;
  readonly refusal: string | undefined;
  readonly onOpen: () => void;
  readonly onCount: (why: 'open' | 'close') => void;
  readonly onX: () => void;
  readonly onClosings: () => void;
}

function AtRest({ busy, refusal, onOpen, onCount, onX, onClosings }: AtRestProps) {
  const say = useSay();
  const { snapshot, may } = useDesk();
  const shift = snapshot.shift ?? null;
  const button = (words: string, right: string, act: () => void, first = false) => (
    <button type="button" className={first ? 'big first' : 'big'} disabled={busy || !may(right)} onClick={act}>
      {words}
    </button>
  );
  return (
    <section className="sheet">
      <h1>
        {shift === null
          ? say.t('shift.none')
          : say.t('shift.since', { time: say.clock(shift.openedAt, snapshot.shop.timeZone), person: shift.openedBy })}
      </h1>
      <div className="scrolls">
        {shift === null ? <p className="soft narrow">{say.t('shift.noneNext')}</p> : <Kinds kinds={shift.kinds} />}
        {refusal !== undefined && (
          <p className="bad pt-4" role="alert">
            {refusal}
          </p>
        )}
      </div>
      {shift === null ? (
        <div className="foot">
          {button(say.t('shift.openMachine'), 'shift.open', onOpen, true)}
          {button(say.t('shift.openCounted'), 'shift.open', () => onCount('open'))}
          {button(say.t('closings.title'), 'shift.close', onClosings)}
        </div>
      ) : (
        <div className="foot">
          {button(say.t('shift.countAndClose'), 'shift.close', () => onCount('close'), true)}
          {button(say.t('shift.x'), 'shift.close', onX)}
          {button(say.t('closings.title'), 'shift.close', onClosings)}
        </div>
      )}
    </section>
  );
}

/** Every denomination of every machine: what it can hold, and what the shift knows of. */
function rowsOf({ machines }: Snapshot, sheet: readonly Row[]): readonly Row[] {
  return machines.flatMap((machine) => {
    const own = sheet.filter((line) => line.machine === machine.id);
    return countRows(machine, own).map((row) => ({ ...row, machine: machine.id }));
  });
}

function placeOf({ machine, place }: Row, { machines }: Snapshot, say: Say): string {
  const name = machines.length < 2 ? '' : (machines.find(({ id }) => id === machine)?.name ?? '');
  return [name, place === 'stock' ? '' : say.t(`count.${place}`)].filter((part) => part !== '').join(', ');
}

const linesOf = (lines: readonly ShiftLine[]): ShiftLine[] =>
  lines.map(({ machine, valueMinor, form, place, pieces }) => ({ machine, valueMinor, form, place, pieces }));
