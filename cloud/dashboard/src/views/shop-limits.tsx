import type { LimitSetting } from '@tillbridge/shared/limits-wish';
import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import type { ReactNode } from 'react';
import { LedgerRow as Row } from '../parts/ledger-section.tsx';
import type { Say } from '../words/say.ts';

export interface ShopLimitsProps {
  readonly settings: Pick<ShopSettings, 'limits' | 'currency'>;
  readonly say: Say;
  readonly origin: (setting: LimitSetting) => ReactNode;
}

/** The limits that are amounts, each with where it comes from; the two tiers of a difference come from one place. */
export function ShopLimits({ settings: { limits, currency }, say, origin }: ShopLimitsProps) {
  const money = (amount: number | undefined) =>
    amount === undefined ? say.t('limits.none') : say.money(amount, currency);
  return (
    <dl className="ledger">
      <Row term={say.t('limits.payout')} origin={origin('payoutWithoutApprovalMinor')}>
        {money(limits.payoutWithoutApprovalMinor)}
      </Row>
      <Row term={say.t('limits.automatic')}>{money(limits.variance?.automaticMinor)}</Row>
      <Row term={say.t('limits.reason')} origin={origin('variance')}>
        {money(limits.variance?.reasonMinor)}
      </Row>
    </dl>
  );
}
