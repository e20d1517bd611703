import { Icon } from '../parts/icon.tsx';
import { Pieces } from '../parts/pieces.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import type { Waiting } from '../state/perform.ts';

const GIVES_BACK = ['sale', 'deposit', 'exchange', 'refill', 'collection'];
const FINISHED_BY_WORD = ['deposit', 'refill'];

/** The pad's place while the machine works, whoever asked it: how far it is, and the one word that may still be said. */
export function Working() {
  const say = useSay();
  const { machine, state, api } = useDesk();
  const { running } = machine;
  const kind = running?.kind ?? state.open?.intent.kind ?? 'sale';
  const amountMinor = running?.amountMinor ?? state.open?.intent.amountMinor ?? 0;
  const own = state.open !== undefined;
  const byHand = state.open?.intent.path.endsWith('/collections') === true || kind === 'refill';
  const stop = running !== undefined && GIVES_BACK.includes(kind);
  const finish = running !== undefined && (FINISHED_BY_WORD.includes(kind) || (kind === 'collection' && byHand));
  return (
    <section className="side" aria-label={say.t('working.label')}>
      <h2>{say.t('working.title', { kind: say.t(`kind.${kind}`) })}</h2>
      <div>
        <Sums kind={kind} amountMinor={amountMinor} inMinor={running?.inMinor ?? 0} currency={machine.currency} />
      </div>
      <div className="fills">
        {running?.lines !== undefined && running.lines.length > 0 && (
          <Pieces lines={running.lines} currency={machine.currency} className="pieces-in" />
        )}
        <p className="soft pt-4">{say.t(`working.${adviceOf(kind)}`)}</p>
        {!own && <p className="soft pt-4">{say.t('working.other')}</p>}
        <Unheard waiting={state.open?.waiting} />
      </div>
      <div className="foot">
        {stop && (
          <button type="button" className="big" onClick={() => void api.cancel(machine.id).catch(() => undefined)}>
            {say.t(kind === 'refill' || kind === 'collection' ? 'working.stop' : 'working.giveBack')}
          </button>
        )}
        {finish && (
          <button
            type="button"
            className="big first"
            onClick={() => void api.finish(machine.id).catch(() => undefined)}
          >
            {say.t('working.finish')}
          </button>
        )}
      </div>
    </section>
  );
}

const adviceOf = (kind: string) =>
  kind === 'sale' || kind === 'deposit' || kind === 'exchange'
    ? 'payIn'
    : kind === 'refill' || kind === 'collection'
      ? 'byHand'
      : 'payOut';

interface SumsProps {
  readonly kind: string;
  readonly amountMinor: number;
  readonly inMinor: number;
  readonly currency: string;
}

function Sums({ kind, amountMinor, inMinor, currency }: SumsProps) {
  const say = useSay();
  const collects = kind === 'sale' || kind === 'deposit' || kind === 'exchange';
  const line = (label: string, value: number, next = false) => (
    <p className={`sum-line${next ? ' lead' : ''}`}>
      <span className="soft">{label}</span>
      <span className={`fig${next ? ' is-next' : ''}`}>{say.far(value, currency)}</span>
    </p>
  );
  if (!collects) return amountMinor > 0 ? line(say.t('working.amount'), amountMinor) : null;
  if (amountMinor === 0) return line(say.t('working.paidIn'), inMinor, true);
  const rest = Math.max(0, amountMinor - inMinor);
  return (
    <>
      {line(say.t(kind === 'sale' ? 'working.price' : 'working.amount'), amountMinor)}
      {line(say.t('working.paidIn'), inMinor)}
      {line(
        say.t(inMinor > amountMinor ? 'working.change' : 'working.toGo'),
        inMinor > amountMinor ? inMinor - amountMinor : rest,
        true,
      )}
      <div
        className="rail mt-3"
        role="progressbar"
        aria-label={say.t('working.paidIn')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.floor((inMinor * 100) / amountMinor))}
      >
        <i style={{ transform: `scaleX(${Math.min(1, inMinor / amountMinor)})` }} />
      </div>
    </>
  );
}

/** No answer is said in words: what was asked is asked again by itself, and moves nothing twice. */
function Unheard({ waiting }: { readonly waiting: Waiting | undefined }) {
  const say = useSay();
  if (waiting === undefined || waiting === 'asking') return null;
  return (
    <div className="notice warn mt-4" role="alert">
      <Icon name="warning" />
      <p>{say.t(`waiting.${waiting}`)}</p>
    </div>
  );
}
