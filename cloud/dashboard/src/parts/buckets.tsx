import type { Position } from '@tillbridge/shared/reads';
import type { Say } from '../words/say.ts';
import { Money } from './money.tsx';

/** Cash by bucket and currency. The sum's label names its parts; currencies have columns and are never added. */
export function Buckets({ positions, say }: { readonly positions: readonly Position[]; readonly say: Say }) {
  const { t } = say;
  const row = (label: string, figure: (position: Position) => number, soft = false) => (
    <tr>
      <th scope="row" className={soft ? 'in' : undefined}>
        {label}
      </th>
      {positions.map((position) => (
        <td key={position.currency} className={soft ? 'num soft' : 'num'}>
          <Money amountMinor={figure(position)} currency={position.currency} />
        </td>
      ))}
    </tr>
  );
  return (
    <div className="scroll">
      <table className="buckets ruled">
        <thead>
          <tr>
            <th scope="col">{t('bucket.heading')}</th>
            {positions.map((position) => (
              <th key={position.currency} scope="col" className="num">
                {say.word(`currency.${position.currency}`) ?? position.currency}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t('bucket.stock'), (position) => position.stock)}
          {row(t('bucket.dispensable'), (position) => position.dispensable, true)}
          {row(t('bucket.box'), (position) => position.box)}
          {row(t('bucket.reject'), (position) => position.reject)}
          <tr className="total">
            <th scope="row">{t('bucket.sum')}</th>
            {positions.map((position) => (
              <td key={position.currency} className="num">
                <Money amountMinor={position.stock + position.box + position.reject} currency={position.currency} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
