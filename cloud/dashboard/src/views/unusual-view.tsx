import type { Me } from '@tillbridge/shared/reads';
import {
  ANOMALY_FILTERS,
  ANOMALY_RULES,
  type AnomalyFilter,
  type AnomalyPage,
  type AnomalyRuleCode,
} from '@tillbridge/shared/reads-anomalies';
import { CasePlaces } from '../parts/case-places.tsx';
import { UnusualRows } from '../parts/unusual-rows.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';
import { StateList } from './state-list.tsx';

export interface UnusualViewProps {
  readonly page: AnomalyPage;
  readonly me: Me;
  readonly state: AnomalyFilter;
  readonly rule: AnomalyRuleCode | undefined;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly say: Say;
}

/** Figures that stand out, put off and closed; state, rule, shop and place in the list live in the address. */
export function UnusualView({ page, me, state, rule, shop, cursor, say }: UnusualViewProps) {
  const { t } = say;
  const rules = ANOMALY_RULES.map((value) => ({ value, word: t(`unusual.title.${value}`) }));
  return (
    <>
      <CasePlaces here="unusual" permissions={me.permissions} say={say} />
      <StateList
        path="/cases/unusual"
        title={t('unusual.one')}
        lead={t('unusual.lead')}
        states={ANOMALY_FILTERS}
        state={state}
        label={t('cases.state')}
        wordOf={(each) => t(`unusual.filters.${each}`)}
        counts={{ open: page.open, snoozed: page.snoozed }}
        filters={[
          {
            kind: 'choice',
            name: 'rule',
            word: t('unusual.rule'),
            value: rule ?? '',
            options: [{ value: '', word: t('cases.all') }, ...rules],
          },
          shopChoice(me.shops, shop, say),
        ]}
        cursor={cursor}
        next={page.next}
        none={
          page.rows.length === 0
            ? { title: t(`unusual.none.${state}`), next: t(`unusual.noneNext.${state}`) }
            : undefined
        }
        say={say}
      >
        <UnusualRows rows={page.rows} now={page.asOf} say={say} />
      </StateList>
    </>
  );
}
