import type { FigureLine, Figures, KindSum } from '../api/wire.ts';
import { Denomination } from '../parts/denomination.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';

const MINUS = '\u2212';
const signed = (pieces: number) => (pieces === 0 ? '\u2013' : `${pieces < 0 ? MINUS : '+'}${Math.abs(pieces)}`);
const known = (pieces: number | null) => pieces ?? '\u2013';

/** Expected, reported and counted side by side, by denomination; the difference is a fourth column, never a colour. */
export function Compare({ figures }: { readonly figures: Figures }) {
  const say = useSay();
  const { machine } = useDesk();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say.t('figures.piece')}</th>
          {(['expected', 'reported', 'counted', 'difference'] as const).map((name) => (
            <th key={name} scope="col" className="num">
              {say.t(`figures.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.lines.map((line) => (
          <tr key={`${line.machine}${line.place}${line.form}${line.valueMinor}`}>
            <td>
              <span className="flex items-center gap-3">
                <Denomination valueMinor={line.valueMinor} currency={machine.currency} form={line.form} />
                {line.place !== 'stock' && <span className="soft">{say.t(`count.${line.place}`)}</span>}
              </span>
            </td>
            <td className="num">{known(line.expected)}</td>
            <td className="num">{known(line.reported)}</td>
            <td className="num">{known(line.counted)}</td>
            <td className="num">{differenceOf(line)}</td>
          </tr>
        ))}
        {figures.sums.map((sum) => (
          <tr key={sum.currency} className="total">
            <td>{say.t('figures.sum')}</td>
            <td className="num">{say.money(sum.expectedMinor, sum.currency)}</td>
            <td className="num">
              {sum.reportedMinor === null ? '\u2013' : say.money(sum.reportedMinor, sum.currency)}
            </td>
            <td className="num">{sum.countedMinor === null ? '\u2013' : say.money(sum.countedMinor, sum.currency)}</td>
            <td className="num">{say.money(sum.varianceMinor, sum.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function differenceOf({ expected, reported, counted }: FigureLine): string {
  const found = counted ?? reported;
  return found === null || expected === null ? '\u2013' : signed(found - expected);
}

/** What was done in the shift, by kind. */
export function Kinds({ kinds }: { readonly kinds: readonly KindSum[] }) {
  const say = useSay();
  if (kinds.length === 0) return <p className="soft pt-4">{say.t('figures.nothing')}</p>;
  return (
    <table className="mt-4">
      <thead>
        <tr>
          <th scope="col">{say.t('figures.kind')}</th>
          {(['operations', 'in', 'out'] as const).map((name) => (
            <th key={name} scope="col" className="num">
              {say.t(`figures.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((sum) => (
          <tr key={`${sum.kind}${sum.currency}`}>
            <td>{say.t(`kind.${sum.kind}`)}</td>
            <td className="num">{sum.operations}</td>
            <td className="num">{say.money(sum.inMinor, sum.currency)}</td>
            <td className="num">{say.money(sum.outMinor, sum.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
