import type { Bucket } from '@tillbridge/shared/cash';
import type { Me } from '@tillbridge/shared/reads';
import type { CashPosition, MachinePosition } from '@tillbridge/shared/reads-cash';
import Link from 'next/link';
import { countLabel, denominationName } from '../format/money.ts';
import { CashHead } from '../parts/cash-head.tsx';
import { ListPages } from '../parts/list-pages.tsx';
import { Money, MoneyOrDash } from '../parts/money.tsx';
import { pathWith } from '../reads/query.ts';
import { ListFilter } from '../shell/list-filter.tsx';
import { shopChoice } from '../shell/shop-choice.ts';
import type { Say } from '../words/say.ts';

export interface PositionViewProps {
  readonly page: CashPosition;
  readonly me: Me;
  readonly shop: string | undefined;
  readonly machine: string | undefined;
  readonly cursor: string | undefined;
  readonly timeZone: string;
  readonly say: Say;
}

const COLUMNS: readonly Bucket[] = ['stock', 'dispensable', 'box', 'reject'];

/** What lies in the machines: by denomination and bucket over all that are chosen, then machine by machine. */
export function PositionView({ page, me, shop, machine, cursor, timeZone, say }: PositionViewProps) {
  const { t } = say;
  const currencies = [...new Set(page.lines.map((line) => line.currency))];
  const one = machine === undefined ? undefined : page.rows[0];
  return (
    <>
      <CashHead
        here="position"
        permissions={me.permissions}
        age={ageWords(page, timeZone, say)}
        tools={
          <>
            {one !== undefined && (
              <Link className="btn quiet" href={pathWith('/cash', { shop })}>
                {t('cash.allMachines')}
              </Link>
            )}
            <ListFilter path="/cash" fields={[shopChoice(me.shops, shop, say)]} />
          </>
        }
        say={say}
      />
      {page.lines.length === 0 && (
        <div className="empty mt-6">
          <h2>{t('cash.nothingRead')}</h2>
          <p className="soft">{t('cash.nothingReadNext')}</p>
        </div>
      )}
      {currencies.map((currency) => (
        <Denominations
          key={currency}
          page={page}
          currency={currency}
          title={
            one === undefined
              ? t('cash.machines', { n: page.machines })
              : `${say.name(one.shop.name)} · ${one.machine.name}`
          }
          say={say}
        />
      ))}
      {one === undefined && page.rows.length > 0 && <Machines page={page} shop={shop} say={say} />}
      <ListPages first={pathWith('/cash', { shop, machine })} cursor={cursor} next={page.next} say={say} />
    </>
  );
}

function ageWords(page: CashPosition, timeZone: string, say: Say): string {
  if (page.oldestAt === null || page.newestAt === null) return say.t('cash.neverRead');
  const newest = say.clock(page.newestAt, timeZone, 'seconds');
  const oldest = say.age(page.oldestAt, page.asOf);
  const parts = [
    say.t('cash.readAt', { time: newest }),
    page.oldestAt === page.newestAt ? '' : say.t('cash.oldest', { age: oldest }),
    page.unread === 0 ? '' : say.t('cash.unread', { n: page.unread }),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function Denominations({
  page,
  currency,
  title,
  say,
}: {
  readonly page: CashPosition;
  readonly currency: string;
  readonly title: string;
  readonly say: Say;
}) {
  const { t } = say;
  const own = page.lines.filter((line) => line.currency === currency);
  const keys = [...new Set(own.map((line) => `${line.form} ${line.valueMinor}`))];
  const pieces = (key: string, bucket: Bucket) =>
    own.find((line) => `${line.form} ${line.valueMinor}` === key && line.bucket === bucket)?.pieces ?? 0;
  const sum = (bucket: Bucket) =>
    own.reduce((total, line) => (line.bucket === bucket ? total + line.pieces * line.valueMinor : total), 0);
  return (
    <section className="sec" aria-label={`${title} ${currency}`}>
      <div className="bar">
        <h2>{title}</h2>
        <span className="meta">{say.word(`currency.${currency}`) ?? currency}</span>
      </div>
      <div className="scroll">
        <table className="rows dense ruled figures">
          <thead>
            <tr>
              <th scope="col">{t('figures.denomination')}</th>
              {COLUMNS.map((bucket) => (
                <th key={bucket} scope="col" className="num">
                  {t(`bucket.${bucket}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => {
              const [form, value = '0'] = key.split(' ');
              return (
                <tr key={key}>
                  <th scope="row">
                    {denominationName(Number(value), currency)}
                    <span className="meta desk-inline"> {t(form === 'note' ? 'figures.note' : 'figures.coin')}</span>
                  </th>
                  {COLUMNS.map((bucket) => (
                    <td key={bucket} className={`num ${bucket === 'dispensable' ? 'soft' : ''}`}>
                      {pieces(key, bucket) === 0 ? <span className="off">–</span> : countLabel(pieces(key, bucket))}
                    </td>
                  ))}
                </tr>
              );
            })}
            <tr className="total desk">
              <th scope="row">{t('cash.sumOfEach')}</th>
              {COLUMNS.map((bucket) => (
                <td key={bucket} className="num">
                  <Money amountMinor={sum(bucket)} currency={currency} />
                </td>
              ))}
            </tr>
            <tr className="desk">
              <th scope="row">{t('bucket.sum')}</th>
              <td className="num strong" colSpan={COLUMNS.length}>
                <Money amountMinor={sum('stock') + sum('box') + sum('reject')} currency={currency} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      <div className="phone">
        <dl className="dl mt-3">
          {COLUMNS.map((bucket) => (
            <div key={bucket} className="contents">
              <dt className={bucket === 'dispensable' ? 'in' : undefined}>{t(`bucket.${bucket}`)}</dt>
              <dd>
                <Money amountMinor={sum(bucket)} currency={currency} />
              </dd>
            </div>
          ))}
          <dt className="sum">{t('bucket.sum')}</dt>
          <dd className="sum">
            <Money amountMinor={sum('stock') + sum('box') + sum('reject')} currency={currency} />
          </dd>
        </dl>
      </div>
    </section>
  );
}

function Machines({
  page,
  shop,
  say,
}: {
  readonly page: CashPosition;
  readonly shop: string | undefined;
  readonly say: Say;
}) {
  const { t } = say;
  const href = (row: MachinePosition) => pathWith('/cash', { shop, machine: row.machine.id });
  const read = (row: MachinePosition) => (row.readAt === null ? t('cash.neverRead') : say.age(row.readAt, page.asOf));
  return (
    <section className="sec" aria-labelledby="each">
      <h2 id="each" className="mb-2">
        {t('cash.each')}
      </h2>
      <table className="rows dense desk ruled">
        <thead>
          <tr>
            <th scope="col">{t('shops.shop')}</th>
            <th scope="col">{t('about.machine')}</th>
            <th scope="col">{t('cash.read')}</th>
            {COLUMNS.map((bucket) => (
              <th key={bucket} scope="col" className="num">
                {t(`bucket.${bucket}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <tr key={row.machine.id} className="is-live">
              <th scope="row">
                <Link className="strong row-link" href={href(row)} prefetch={false}>
                  {say.name(row.shop.name)}
                </Link>
              </th>
              <td>{row.machine.name}</td>
              <td className="meta">{read(row)}</td>
              {COLUMNS.map((bucket) => (
                <td key={bucket} className={`num ${bucket === 'dispensable' ? 'soft' : ''}`}>
                  {row.readAt === null ? (
                    <span className="off">–</span>
                  ) : (
                    <MoneyOrDash amountMinor={row.position[bucket]} currency={row.position.currency} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cards phone">
        {page.rows.map((row) => (
          <li key={row.machine.id}>
            <Link className="strong row-link" href={href(row)} prefetch={false}>
              {say.name(row.shop.name)}
            </Link>
            <span className="r">
              {row.readAt === null ? '–' : <Money amountMinor={row.position.stock} currency={row.position.currency} />}
            </span>
            <span className="meta">{`${row.machine.name} · ${read(row)}`}</span>
            <span className="r meta">{t('bucket.stock')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
