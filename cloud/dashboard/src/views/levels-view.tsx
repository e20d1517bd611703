import type { Me } from '@tillbridge/shared/reads';
import type { CashLevels } from '@tillbridge/shared/reads-levels';
import { BacktestRows } from '../parts/backtest-rows.tsx';
import { CashHead } from '../parts/cash-head.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { MachineLevelsPart } from '../parts/machine-levels.tsx';
import { pathWith } from '../reads/query.ts';
import { ExportButton } from '../shell/export-button.tsx';
import { ListFilter } from '../shell/list-filter.tsx';
import { PrintButton } from '../shell/print-button.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';

export interface LevelsViewProps {
  readonly page: CashLevels;
  readonly me: Me;
  readonly shop: string | undefined;
  readonly cursor: string | undefined;
  readonly timeZone: string;
  readonly say: Say;
}

/** Every machine's units against par, when they run empty or full, what to order until when, and how good such forecasts were. */
export function LevelsView({ page, me, shop, cursor, timeZone, say }: LevelsViewProps) {
  const { t } = say;
  return (
    <div className="z">
      <CashHead
        here="levels"
        permissions={me.permissions}
        age={t('asOf', { time: say.clock(page.asOf, timeZone, 'seconds') })}
        tools={
          <>
            {me.permissions.includes('export.run') && (
              <ExportButton list="cash-orders" filters={shop === undefined ? {} : { shop }} />
            )}
            <PrintButton />
            <ListFilter path="/cash/levels" fields={[shopChoice(me.shops, shop, say)]} />
          </>
        }
        say={say}
      />
      {page.rows.length === 0 ? (
        <div className="empty mt-6">
          <h2>{t('levels.none')}</h2>
          <p className="soft">{t('levels.noneNext')}</p>
        </div>
      ) : (
        <p className="soft mt-5">{t('levels.delivery')}</p>
      )}
      {page.rows.map((row) => (
        <MachineLevelsPart key={row.machine.id} row={row} now={page.asOf} say={say} />
      ))}
      <BacktestRows rows={page.rows} say={say} />
      <ListPages first={pathWith('/cash/levels', { shop })} cursor={cursor} next={page.next} say={say} />
    </div>
  );
}
