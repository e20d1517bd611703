import type { Backtest, MachineLevels } from '@tillbridge/shared/reads-levels';
import type { Say } from '../words/say.ts';

const COLUMNS = ['ours', 'lastWeek', 'meanDay'] as const;

/** How far the forecast was off on days that it had not seen, shop by shop, beside what nobody needs a forecast for. */
export function BacktestRows({ rows, say }: { readonly rows: readonly MachineLevels[]; readonly say: Say }) {
  const { t } = say;
  const shops = [...new Map(rows.map((row) => [row.shop.id, row])).values()];
  const tested = shops.flatMap(({ shop, backtest }) => (backtest === null ? [] : [{ shop, backtest }]));
  if (shops.length === 0) return null;
  return (
    <section className="sec" aria-labelledby="backtest">
      <h2 id="backtest">{t('levels.backtest.title')}</h2>
      <p className="soft mb-3">{t(tested.length === 0 ? 'levels.backtest.none' : 'levels.backtest.how')}</p>
      {tested.length > 0 && (
        <>
          <table className="rows dense desk ruled">
            <thead>
              <tr>
                <th scope="col">{t('shops.shop')}</th>
                <th scope="col">{t('levels.backtest.days')}</th>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className="num">
                    {t(`levels.backtest.${column}`)}
                  </th>
                ))}
                <th scope="col">{t('levels.backtest.verdict')}</th>
              </tr>
            </thead>
            <tbody>
              {tested.map(({ shop, backtest }) => (
                <tr key={shop.id}>
                  <th scope="row" className="strong">
                    {say.name(shop.name)}
                  </th>
                  <td>{t('levels.backtest.daysOf', { n: backtest.days })}</td>
                  {COLUMNS.map((column) => (
                    <td key={column} className={column === 'ours' ? 'num strong' : 'num'}>
                      {backtest[column].toFixed(1)}
                    </td>
                  ))}
                  <td>{verdict(backtest, say)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <ul className="cards phone">
            {tested.map(({ shop, backtest }) => (
              <li key={shop.id}>
                <span className="strong">{say.name(shop.name)}</span>
                <span className="r meta">{t('levels.backtest.daysOf', { n: backtest.days })}</span>
                {COLUMNS.map((column) => (
                  <span key={column} className="contents">
                    <span className="soft">{t(`levels.backtest.${column}`)}</span>
                    <span className={column === 'ours' ? 'r strong' : 'r'}>{backtest[column].toFixed(1)}</span>
                  </span>
                ))}
                <span className="lv-line">{verdict(backtest, say)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function verdict({ ours, lastWeek, meanDay }: Backtest, say: Say): string {
  if (ours < lastWeek && ours < meanDay) return say.t('levels.backtest.better');
  if (ours < lastWeek) return say.t('levels.backtest.notMean');
  return say.t(ours < meanDay ? 'levels.backtest.notWeek' : 'levels.backtest.worse');
}
