import type { Intent } from '../state/intents.ts';
import type { Performed } from '../state/perform.ts';
import { verdictOf } from '../state/verdict.ts';
import type { Say } from './say.ts';

export interface OutcomeWords {
  /** Read a metre away. */
  readonly title: string;
  readonly what: string;
  /** Why, as the faults table says it. */
  readonly machineSaid?: string;
}

/** The words of an end. Pure, so that every end has been read before a shop reads it. */
export function outcomeWords(say: Say, intent: Intent, performed: Performed): OutcomeWords {
  const verdict = verdictOf(performed);
  if (performed.end !== 'outcome') {
    const fault = say.fault(performed.problem.code);
    if (verdict === 'unknown') return { title: say.t('outcome.unknown'), what: `${fault.meaning} · ${fault.remedy}` };
    const title = say.t(intent.kind === 'payout' || intent.kind === 'sale' ? 'outcome.notPaid' : 'outcome.notDone');
    return { title, what: say.t('outcome.nothingBegun'), machineSaid: `${fault.meaning} · ${fault.remedy}` };
  }
  const { outcome } = performed;
  const { currency, inMinor, outMinor, owedMinor, amountMinor } = outcome;
  const far = (amount: number) => say.far(amount, currency);
  const why = outcome.reason === undefined ? {} : { machineSaid: say.fault(outcome.reason).meaning };
  switch (verdict) {
    case 'done':
      return {
        title: doneTitle(say, intent, far(doneMinor(intent, performed))),
        what: doneWhat(say, intent, performed),
      };
    case 'owed':
      return {
        title: say.t('outcome.owed', { amount: far(owedMinor) }),
        what:
          intent.kind === 'payout'
            ? say.t('outcome.owedPaid', { paid: far(outMinor), amount: far(amountMinor) })
            : say.t('outcome.owedChange', { in: far(inMinor), out: far(outMinor) }),
        ...why,
      };
    case 'kept':
      return { title: say.t('outcome.kept', { amount: far(inMinor) }), what: say.t('outcome.keptWhat'), ...why };
    case 'notpaid':
      return {
        title: say.t(intent.kind === 'payout' || intent.kind === 'sale' ? 'outcome.notPaid' : 'outcome.notDone'),
        what: inMinor > 0 ? say.t('outcome.givenBack', { amount: far(inMinor) }) : say.t('outcome.nothingMoved'),
        ...why,
      };
    default:
      return { title: say.t('outcome.unknown'), what: say.t('outcome.doNotRepeat'), ...why };
  }
}

type Ended = Extract<Performed, { end: 'outcome' }>;

/** The figure that matters of an operation that went as it should. */
function doneMinor({ kind }: Intent, { outcome }: Ended): number {
  if (kind === 'sale' || kind === 'recount') return outcome.amountMinor;
  return kind === 'payout' || kind === 'collection' ? outcome.outMinor : outcome.inMinor;
}

function doneTitle(say: Say, { kind }: Intent, amount: string): string {
  if (kind === 'sale' || kind === 'payout') return say.t('outcome.paid', { amount });
  return say.t(`outcome.done.${kind}`, { amount });
}

function doneWhat(say: Say, { kind }: Intent, { outcome }: Ended): string {
  const { currency, inMinor, outMinor } = outcome;
  if (kind === 'sale') {
    const values = { in: say.far(inMinor, currency), out: say.far(outMinor, currency) };
    return say.t(outMinor > 0 ? 'outcome.saleChange' : 'outcome.saleExact', values);
  }
  return say.t(`outcome.doneWhat.${kind}`);
}
