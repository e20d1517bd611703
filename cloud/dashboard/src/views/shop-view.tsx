import type { MachineNow, ShopNow, ShopPage } from '@tillbridge/shared/reads';
import Link from 'next/link';
import type { ReactNode, RefObject } from 'react';
import { positionOf } from '../format/units.ts';
import type { HeldRows } from '../live/use-held-rows.ts';
import { AgentHealth } from '../parts/agent-health.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Icon } from '../parts/icon.tsx';
import { Machine } from '../parts/machine.tsx';
import { MachineBars } from '../parts/machine-bars.tsx';
import { Movements } from '../parts/movements.tsx';
import { NeedsList } from '../parts/needs-list.tsx';
import { ShopState } from '../parts/shop-state.tsx';
import { TransactionRows } from '../parts/transaction-rows.tsx';
import type { Say } from '../words/say.ts';

const ROWS_SHOWN = 12;

export interface ShopViewProps {
  readonly page: ShopPage;
  /** The moment ages are counted to. */
  readonly now: string;
  readonly say: Say;
  /** Says whether this is live. */
  readonly badge: ReactNode;
  /** What the list shows and what waits behind its button; left out, it shows the rows as read. */
  readonly rows?: HeldRows;
  readonly list?: RefObject<HTMLElement | null>;
}

/** One shop: its machine as people know it by sight, what happens, the day's sums and the agent's health. */
export function ShopView({ page, now, say, badge, rows, list }: ShopViewProps) {
  const { t } = say;
  const { tile } = page;
  const stale = tile.silent;
  /** The notice above already says it. */
  const needs = page.needs.filter((need) => !(stale && need.code === 'silent'));
  return (
    <>
      <Crumbs
        steps={[
          { word: t('nav.today'), href: '/' },
          { word: t('nav.shops'), href: '/shops' },
        ]}
        here={tile.code}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{say.name(tile.name)}</h1>
          <p className="sub">
            <ShopState tile={tile} needs={page.needs} say={say} />
            <span className="meta">
              {tile.completeThrough === null
                ? t('shop.neverHeard')
                : t('shop.completeThrough', { time: say.clock(tile.completeThrough, tile.timeZone) })}
            </span>
          </p>
        </div>
        <div className="tools desk">{badge}</div>
      </header>
      {stale && tile.lastHeardAt !== null && (
        <p className="note mt-5">
          <Icon name="silent" />
          <span>
            {t('shop.staleNotice', {
              time: say.clock(tile.lastHeardAt, tile.timeZone),
              age: say.age(tile.lastHeardAt, now),
            })}
          </span>
        </p>
      )}
      {needs.length > 0 && (
        <section className="mt-6" aria-label={t('today.needs')}>
          <NeedsList needs={needs} shops={[tile]} now={now} say={say} withoutShop />
        </section>
      )}
      <div id="machine" className={stale ? 'is-stale' : undefined}>
        {tile.machines.map((machine) => (
          <MachineSection key={machine.id} machine={machine} tile={tile} say={say} />
        ))}
        {tile.machines.length === 0 && <p className="empty soft">{t('shop.noMachine')}</p>}
      </div>
      <div className="two lead-left">
        <Happening page={page} say={say} rows={rows} list={list} />
        <div>
          <section aria-labelledby="day">
            <div className="bar">
              <h2 id="day">{t('movements.heading')}</h2>
              <span className="meta">{say.day(tile.businessDate, 'medium')}</span>
            </div>
            <Movements page={page} say={say} />
          </section>
          <section className="sec" id="health" aria-labelledby="health-h">
            <div className="bar">
              <h2 id="health-h">{t('health.heading')}</h2>
              <span className="meta">{t('asOf', { time: say.clock(page.asOf, tile.timeZone, 'seconds') })}</span>
            </div>
            <AgentHealth page={page} now={now} say={say} />
          </section>
        </div>
      </div>
    </>
  );
}

function MachineSection({
  machine,
  tile,
  say,
}: {
  readonly machine: MachineNow;
  readonly tile: ShopNow;
  readonly say: Say;
}) {
  const { t } = say;
  const alone =
    tile.machines.length === 1 ? tile.positions.find((position) => position.currency === machine.currency) : undefined;
  const about = [
    machine.serial === null ? '' : t('machine.serial', { serial: machine.serial }),
    machine.readAt === null ? '' : t('machine.read', { time: say.clock(machine.readAt, tile.timeZone, 'seconds') }),
  ].filter((part) => part !== '');
  const props = { machine, position: alone ?? positionOf(machine), timeZone: tile.timeZone, say };
  return (
    <section className="mt-6" aria-label={machine.name}>
      <div className="bar">
        <h2>{machine.name}</h2>
        <span className="meta">{about.join(' · ')}</span>
      </div>
      {machine.units.length === 0 ? (
        <p className="empty soft">{t('machine.notReadNext')}</p>
      ) : (
        <>
          <Machine {...props} />
          <MachineBars {...props} />
          <p className="meta keyline">
            <span>{t('machine.marks')}</span>
            {hasTwins(machine) && <span>{t('machine.twins')}</span>}
          </p>
        </>
      )}
    </section>
  );
}

function hasTwins(machine: MachineNow): boolean {
  const names = machine.units.filter((unit) => unit.role === 'recycle').map((unit) => `${unit.form}${unit.valueMinor}`);
  return new Set(names).size < names.length;
}

type HappeningProps = Pick<ShopViewProps, 'page' | 'say'> & {
  readonly rows: HeldRows | undefined;
  readonly list: RefObject<HTMLElement | null> | undefined;
};
const NOTHING_FRESH: ReadonlySet<string> = new Set();

function Happening({ page, say, rows, list }: HappeningProps) {
  const { t } = say;
  const { shown, fresh, waiting } = rows ?? { shown: page.recent, fresh: NOTHING_FRESH, waiting: 0 };
  const all = `/shops/${page.tile.id}/transactions`;
  return (
    <section ref={list} aria-labelledby="happens">
      <div className="bar">
        <h2 id="happens">{t('shop.happens')}</h2>
        {page.tile.transactions > 0 && (
          <Link className="go" href={`${all}?day=${page.tile.businessDate}`}>
            {t('shop.allToday', { n: page.tile.transactions })}
          </Link>
        )}
      </div>
      <div className="fresh" role="status" aria-live="polite">
        {waiting > 0 && (
          <button type="button" className="btn" data-fresh onClick={rows?.show}>
            <Icon name="up" />
            {t('shop.newRows', { n: waiting })}
          </button>
        )}
      </div>
      {shown.length === 0 ? (
        <div className="empty">
          <h3>{t('shop.nothingYet')}</h3>
          <p className="soft">{t('shop.nothingYetNext')}</p>
          <Link className="go" href={all}>
            {t('shop.earlier')}
          </Link>
        </div>
      ) : (
        <TransactionRows
          rows={shown.slice(0, ROWS_SHOWN)}
          timeZone={page.tile.timeZone}
          say={say}
          fresh={fresh}
          caption={t('shop.happens')}
        />
      )}
    </section>
  );
}
