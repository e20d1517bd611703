import type { Me } from '@tillbridge/shared/reads';
import { QUARANTINE_STATES, type QuarantineList, type QuarantineState } from '@tillbridge/shared/reads-custody';
import Link from 'next/link';
import { QuarantineRows } from '../parts/quarantine-rows.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';
import { StateList } from './state-list.tsx';

export interface QuarantineViewProps {
  readonly page: QuarantineList;
  readonly shops: Me['shops'];
  readonly state: QuarantineState;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly mayExport: boolean;
  readonly say: Say;
}

/** The worklist of what could not be applied; state, shop and place in the list live in the address. */
export function QuarantineView({ page, shops, state, shop, cursor, mayExport, say }: QuarantineViewProps) {
  const { t } = say;
  return (
    <StateList
      path="/quarantine"
      title={t('quarantine.title')}
      lead={t('quarantine.lead')}
      states={QUARANTINE_STATES}
      state={state}
      label={t('quarantine.state')}
      wordOf={(each) => t(`quarantine.states.${each}`)}
      counts={{ pending: page.pending }}
      filters={[shopChoice(shops, shop, say)]}
      tools={
        <>
          <Link className="btn" href="/quarantine/mappings">
            {t('mappings.see')}
          </Link>
          {mayExport && <ExportButton list="quarantine" filters={{ state, ...(shop === undefined ? {} : { shop }) }} />}
        </>
      }
      cursor={cursor}
      next={page.next}
      none={
        page.rows.length === 0
          ? { title: t(`quarantine.none.${state}`), next: t(`quarantine.noneNext.${state}`) }
          : undefined
      }
      say={say}
    >
      <QuarantineRows rows={page.rows} now={page.asOf} say={say} />
    </StateList>
  );
}
