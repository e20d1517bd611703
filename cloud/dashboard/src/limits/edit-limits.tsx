'use client';

import type { Limits } from '@tillbridge/shared/configuration';
import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import { amountText, readAmount } from '../format/read-amount.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';
import { ChangeDialog } from './change-dialog.tsx';

/** What goes out without a second PIN, and what a difference at closing asks for. */
export function EditLimits({ settings }: { readonly settings: ShopSettings }) {
  const say = useSay();
  const { limits, currency, shop } = settings;
  const typed = (amount: number | undefined) => (amount === undefined ? '' : amountText(amount, currency));
  const wish = (form: FormData) => {
    const [payout, automatic, reason] = ['payout', 'automatic', 'reason'].map((name) => {
      const text = String(form.get(name)).trim();
      return text === '' ? undefined : readAmount(text, currency);
    });
    if (payout === null || automatic === null || reason === null) return say.t('limits.noAmount');
    if ((automatic === undefined) !== (reason === undefined)) return say.t('limits.bothTiers');
    if (automatic !== undefined && reason !== undefined && reason < automatic) return say.t('limits.rising');
    const body: Limits = {
      parLevels: limits.parLevels,
      ...(payout === undefined ? {} : { payoutWithoutApprovalMinor: payout }),
      ...(automatic === undefined || reason === undefined
        ? {}
        : { variance: { automaticMinor: automatic, reasonMinor: reason } }),
    };
    return { path: `/api/v1/shops/${shop.id}/limits`, body };
  };
  return (
    <ChangeDialog title={say.t('limits.limits')} wish={wish}>
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
