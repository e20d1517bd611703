import type { QuarantineLine } from '@tillbridge/shared/reads-custody';
import Link from 'next/link';
import { countLabel } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { faultWord } from './fault-words.ts';
import type { IconName } from './icon.tsx';
import { State, type Tone } from './state.tsx';

export interface QuarantineRowsProps {
  readonly rows: readonly QuarantineLine[];
  readonly now: string;
  readonly say: Say;
}

/** Lines under each other: what it is, what is wrong with it, where from and since when. On a phone two lines each. */
export function QuarantineRows({ rows, now, say }: QuarantineRowsProps) {
  const { t } = say;
  return (
    <>
      <table className="rows dense desk ruled">
        <caption className="hidden-words">{t('quarantine.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('quarantine.line')}</th>
            <th scope="col">{t('quarantine.fault')}</th>
            <th scope="col">{t('shops.shop')}</th>
            <th scope="col">{t('quarantine.received')}</th>
            <th scope="col">{t('quarantine.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={lineAddress(row)} className="is-live">
              <th scope="row">
                <Link href={lineAddress(row)} className="strong row-link" prefetch={false}>
                  {row.kind === null ? t('quarantine.unreadable') : <span className="mono">{row.kind}</span>}
                </Link>
                <span className="meta block">{placeWords(row, say)}</span>
              </th>
              <td>
                {faultWord(row.code, say)}
                {!row.inStream && <span className="meta block">{t('quarantine.aside')}</span>}
              </td>
              <td>
                {say.name(row.shop.name)}
                <span className="meta block">{row.agentName}</span>
              </td>
              <td>
                {`${say.dayAt(row.receivedAt, row.shop.timeZone, 'short')} ${say.clock(row.receivedAt, row.shop.timeZone)}`}
                <span className="meta block">{say.age(row.receivedAt, now)}</span>
              </td>
              <td>
                <LineState row={row} say={say} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cards phone">
        {rows.map((row) => (
          <li key={lineAddress(row)}>
            <Link href={lineAddress(row)} className="strong row-link" prefetch={false}>
              {row.kind ?? t('quarantine.unreadable')}
            </Link>
            <span className="r meta">{say.age(row.receivedAt, now)}</span>
            <span className="soft">{faultWord(row.code, say)}</span>
            <span className="r soft">{say.name(row.shop.name)}</span>
            <span className="lv">
              <LineState row={row} say={say} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function lineAddress({ agent, epoch, sequence, hash }: QuarantineLine): string {
  return `/quarantine/${agent}/${epoch}/${sequence}/${hash}`;
}

export function placeWords({ sequence, ordinal }: QuarantineLine, say: Say): string {
  return say.t('quarantine.place', { sequence: countLabel(sequence), ordinal });
}

const STATES: Readonly<Record<QuarantineLine['state'], { readonly icon: IconName; readonly tone: Tone }>> = {
  pending: { icon: 'tray', tone: 'warn' },
  applied: { icon: 'tick', tone: 'plain' },
  discarded: { icon: 'refused', tone: 'plain' },
};

/** Where the line stands, and who settled it. */
export function LineState({ row, say }: { readonly row: QuarantineLine; readonly say: Say }) {
  const { icon, tone } = STATES[row.state];
  const { settledBy, settledAt, shop } = row;
  return (
    <>
      <State tone={tone} icon={icon}>
        {say.t(`quarantine.states.${row.state}`)}
      </State>
      {settledBy !== null && settledAt !== null && (
        <span className="meta block">
          {say.t('quarantine.settledBy', { name: settledBy.name, day: say.dayAt(settledAt, shop.timeZone, 'short') })}
        </span>
      )}
    </>
  );
}
