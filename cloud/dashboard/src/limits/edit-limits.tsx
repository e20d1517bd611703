'use client';

import type { Limits } from '@tillbridge/shared/configuration';
import type { LimitsWish } from '@tillbridge/shared/limits-wish';
import type { Act } from '../acts/send-act.ts';
import { amountText, readAmount } from '../format/read-amount.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';
import { ChangeDialog } from './change-dialog.tsx';

export interface EditLimitsProps {
  readonly limits: Limits;
  readonly currency: string;
  /** How a change of them is asked for; only what was changed is. */
  readonly send: (wish: LimitsWish) => Act;
  /** Which limits these are, where a page has several. */
  readonly title: string;
}

/** What goes out without a second PIN, and what a difference at closing asks for. */
export function EditLimits({ limits, currency, send, title }: EditLimitsProps) {
  const say = useSay();
  const typed = (amount: number | undefined) => (amount === undefined ? '' : amountText(amount, currency));
  const wish = (form: FormData) => {
    const [payout, automatic, reason] = ['payout', 'automatic', 'reason'].map((name) => {
      const text = String(form.get(name)).trim();
      return text === '' ? undefined : readAmount(text, currency);
    });
    if (payout === null || automatic === null || reason === null) return say.t('limits.noAmount');
    if ((automatic === undefined) !== (reason === undefined)) return say.t('limits.bothTiers');
    if (automatic !== undefined && reason !== undefined && reason < automatic) return say.t('limits.rising');
    const variance =
      automatic === undefined || reason === undefined ? null : { automaticMinor: automatic, reasonMinor: reason };
    const before = limits.variance;
    const isSame = before?.automaticMinor === automatic && before?.reasonMinor === reason;
    return send({
      ...(payout === limits.payoutWithoutApprovalMinor ? {} : { payoutWithoutApprovalMinor: payout ?? null }),
      ...(isSame ? {} : { variance }),
    });
  };
  return (
    <ChangeDialog title={title} wish={wish}>
      <Amount name="payout" word={say.t('limits.payout')} value={typed(limits.payoutWithoutApprovalMinor)} />
      <Amount name="automatic" word={say.t('limits.automatic')} value={typed(limits.variance?.automaticMinor)} />
      <Amount name="reason" word={say.t('limits.reason')} value={typed(limits.variance?.reasonMinor)} />
      <p className="meta">{say.t('limits.emptyIsNone', { currency })}</p>
    </ChangeDialog>
  );
}

function Amount({ name, word, value }: { readonly name: string; readonly word: string; readonly value: string }) {
  return <Field name={name} label={word} defaultValue={value} inputMode="decimal" maxLength={16} />;
}
