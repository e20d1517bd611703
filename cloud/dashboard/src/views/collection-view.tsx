import type { BankLine, CollectionDetail, CustodyRecord } from '@tillbridge/shared/reads-collections';
import Link from 'next/link';
import { countLabel, denominationName } from '../format/money.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { CustodyWords } from '../parts/custody-words.tsx';
import { machineName } from '../parts/machine-name.ts';
import { Money } from '../parts/money.tsx';
import { CopyLink } from '../shell/copy-link.tsx';
import { CustodyActs } from '../shell/custody-acts.tsx';
import type { Say } from '../words/say.ts';
import { BankVariance } from './collections-view.tsx';

export interface CollectionViewProps {
  readonly detail: CollectionDetail;
  readonly mayRecord: boolean;
  readonly say: Say;
}

/** One bag: what left the machine, who had it after, and what the bank counted, denomination by denomination. */
export function CollectionView({ detail, mayRecord, say }: CollectionViewProps) {
  const { t } = say;
  const { row } = detail;
  const zone = row.shop.timeZone;
  const title = row.seal ?? t('collections.noSeal');
  return (
    <>
      <Crumbs
        steps={[
          { word: t('cash.places.collections'), href: '/cash/collections' },
          { word: say.name(row.shop.name), href: `/cash/collections?shop=${row.shop.id}` },
        ]}
        here={title}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{`${t('kind.collection')} ${say.money(row.outMinor, row.currency)}`}</h1>
          <div className="sub">
            <CustodyWords state={row.state} say={say} />
            <span className="meta">
              {`${say.dayAt(row.collectedAt, zone, 'medium')} ${say.clock(row.collectedAt, zone)} · ${say.age(row.collectedAt, detail.asOf)}`}
            </span>
          </div>
        </div>
        <div className="tools">
          <CopyLink />
        </div>
      </header>
      <div className="two body">
        <div>
          <Denominations detail={detail} say={say} />
          <section className="sec" aria-labelledby="chain">
            <h2 id="chain" className="mb-2">
              {t('collections.chain')}
            </h2>
            <Chain detail={detail} say={say} />
          </section>
        </div>
        <div>
          <dl className="dl ruled">
            {[
              [t('shops.shop'), say.name(row.shop.name)],
              [t('about.machine'), machineName(row.machine, say)],
              [t('about.seal'), title],
              [t('about.operator'), row.operator ?? '–'],
              [t('about.receiver'), row.receiver ?? '–'],
              [t('about.businessDate'), say.day(row.businessDate, 'medium')],
            ].map(([label = '', value = '']) => (
              <div key={label} className="contents">
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-3">
            <Link className="go" href={`/transactions/${row.id}`}>
              {t('cases.toTransaction')}
            </Link>
          </p>
          {mayRecord && <CustodyActs detail={detail} />}
        </div>
      </div>
    </>
  );
}

interface DenominationRow {
  readonly form: BankLine['form'];
  readonly valueMinor: number;
  readonly out: number;
  readonly bank: number | null;
}

function rowsOf({ lines, records }: CollectionDetail): readonly DenominationRow[] {
  const bank = records.findLast((record) => record.counted !== null)?.counted ?? null;
  const keys = new Map<string, { form: BankLine['form']; valueMinor: number }>();
  for (const each of [...lines, ...(bank ?? [])]) keys.set(`${each.form} ${each.valueMinor}`, each);
  const pieces = (list: readonly BankLine[], { form, valueMinor }: Pick<BankLine, 'form' | 'valueMinor'>) =>
    list.reduce((sum, each) => (each.form === form && each.valueMinor === valueMinor ? sum + each.pieces : sum), 0);
  const signed = lines.map((line) => ({ ...line, pieces: line.direction === 'out' ? line.pieces : -line.pieces }));
  return [...keys.values()]
    .map(({ form, valueMinor }) => ({
      form,
      valueMinor,
      out: pieces(signed, { form, valueMinor }),
      bank: bank === null ? null : pieces(bank, { form, valueMinor }),
    }))
    .sort((a, b) => Number(a.form === 'coin') - Number(b.form === 'coin') || b.valueMinor - a.valueMinor);
}

function Denominations({ detail, say }: { readonly detail: CollectionDetail; readonly say: Say }) {
  const { t } = say;
  const { row } = detail;
  return (
    <section aria-labelledby="pieces">
      <h2 id="pieces" className="mb-2">
        {t('collections.pieces')}
      </h2>
      <div className="scroll">
        <table className="rows dense ruled">
          <thead>
            <tr>
              <th scope="col">{t('figures.denomination')}</th>
              <th scope="col" className="num">
                {t('collections.outOfMachine')}
              </th>
              <th scope="col" className="num">
                {t('collections.bank')}
              </th>
              <th scope="col" className="num">
                {t('figures.difference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(detail).map((each) => (
              <tr key={`${each.form}${each.valueMinor}`}>
                <th scope="row">
                  {denominationName(each.valueMinor, row.currency)}
                  <span className="meta"> {t(each.form === 'note' ? 'figures.note' : 'figures.coin')}</span>
                </th>
                <td className="num">{countLabel(each.out)}</td>
                <td className="num">{each.bank === null ? '–' : countLabel(each.bank)}</td>
                <td className="num strong">
                  {each.bank === null || each.bank === each.out ? (
                    <span className="off">–</span>
                  ) : (
                    <Money
                      amountMinor={(each.bank - each.out) * each.valueMinor}
                      currency={row.currency}
                      signing="always"
                    />
                  )}
                </td>
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{t('collections.sum')}</th>
              <td className="num">
                <Money amountMinor={row.outMinor} currency={row.currency} />
              </td>
              <td className="num">
                {row.countedMinor === null ? '–' : <Money amountMinor={row.countedMinor} currency={row.currency} />}
              </td>
              <td className="num">
                <BankVariance row={row} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** From the machine on, who had the bag when; what was written later about earlier stands where it happened. */
function Chain({ detail, say }: { readonly detail: CollectionDetail; readonly say: Say }) {
  const { t } = say;
  const { row, records } = detail;
  const zone = row.shop.timeZone;
  const moment = (at: string) => `${say.dayAt(at, zone, 'short')} ${say.clock(at, zone)}`;
  const sorted = [...records].sort((a, b) => (a.happenedAt < b.happenedAt ? -1 : a.happenedAt > b.happenedAt ? 1 : 0));
  const seal = (record: CustodyRecord) =>
    record.seal === null || record.seal === row.seal
      ? (record.seal ?? '')
      : t('collections.otherSeal', { name: record.seal });
  return (
    <ol className="story">
      <li>
        <span className="meta">{moment(row.collectedAt)}</span>
        <div>
          <p>
            <b>{t('collections.states.collected')}</b>
            <span className="soft">{` ${row.operator ?? ''}`}</span>
          </p>
          <p className="meta">{[row.seal ?? '', row.receiver ?? ''].filter((part) => part !== '').join(' · ')}</p>
        </div>
      </li>
      {sorted.map((record) => (
        <li key={record.id}>
          <span className="meta">{moment(record.happenedAt)}</span>
          <div>
            <p>
              <b>{t(`collections.acts.${record.what}`)}</b>
              <span className="soft">{` ${record.party ?? ''}`}</span>
            </p>
            <p className="meta">
              {[record.place ?? '', seal(record), record.said ?? ''].filter((part) => part !== '').join(' · ')}
            </p>
            <p className="meta">{t('collections.writtenBy', { name: record.by.name, time: moment(record.saidAt) })}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
