import type { ShopPage } from '@tillbridge/shared/reads';
import type { Say } from '../words/say.ts';
import { Money, MoneyOrDash } from './money.tsx';

/** The business day by kind of movement. In and out are two columns; their difference is said, never implied. */
export function Movements({ page, say }: { readonly page: ShopPage; readonly say: Say }) {
  const { t } = say;
  const currencies = [...new Set(page.movements.map((movement) => movement.currency))];
  if (currencies.length === 0) return <p className="empty soft">{t('movements.none')}</p>;
  return currencies.map((currency) => {
    const rows = page.movements.filter((movement) => movement.currency === currency);
    const total = (key: 'inMinor' | 'outMinor') => rows.reduce((sum, row) => sum + row[key], 0);
    return (
      <div key={currency} className="scroll">
        <table className="rows ruled">
          <thead>
            <tr>
              <th scope="col">{t('transaction.what')}</th>
              <th scope="col" className="num">
                {t('movements.count')}
              </th>
              <th scope="col" className="num">
                {t('transaction.in')}
              </th>
              <th scope="col" className="num">
                {t('transaction.out')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.kind}>
                <th scope="row">{t(`kind.${row.kind}`)}</th>
                <td className="num soft">{row.transactions}</td>
                <td className="num">
                  <MoneyOrDash amountMinor={row.inMinor} currency={currency} />
                </td>
                <td className="num">
                  <MoneyOrDash amountMinor={row.outMinor} currency={currency} />
                </td>
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{t('movements.sum')}</th>
              <td className="num">{rows.reduce((sum, row) => sum + row.transactions, 0)}</td>
              <td className="num">
                <Money amountMinor={total('inMinor')} currency={currency} />
              </td>
              <td className="num">
                <Money amountMinor={total('outMinor')} currency={currency} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    );
  });
}
