import type { Limits } from '@tillbridge/shared/configuration';
import { denominationName } from '../format/money.ts';
import type { Say } from '../words/say.ts';

export interface LevelsTableProps {
  readonly levels: Limits['parLevels'];
  readonly currency: string;
  readonly say: Say;
}

/** What should lie in a machine, by denomination. */
export function LevelsTable({ levels, currency, say }: LevelsTableProps) {
  if (levels.length === 0) return <p className="soft">{say.t('limits.noLevels')}</p>;
  return (
    <table className="ruled">
      <thead>
        <tr>
          <th scope="col">{say.t('limits.piece')}</th>
          <th scope="col" className="num">
            {say.t('limits.low')}
          </th>
          <th scope="col" className="num">
            {say.t('limits.par')}
          </th>
          <th scope="col" className="num">
            {say.t('limits.high')}
          </th>
        </tr>
      </thead>
      <tbody>
        {levels.map(({ valueMinor, form, low, par, high }) => (
          <tr key={`${valueMinor} ${form}`}>
            <th scope="row">
              {denominationName(valueMinor, currency)} {say.t(`limits.${form}`)}
            </th>
            <td className="num">{low}</td>
            <td className="num">{par}</td>
            <td className="num">{high}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
