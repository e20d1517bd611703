import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import type { ReactNode } from 'react';
import { minutesText } from '../format/minutes.ts';
import { denominationName } from '../format/money.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { FollowingNote } from '../parts/following.tsx';
import type { Say } from '../words/say.ts';

/** What can be pressed; it arrives after the page stands. */
export interface ShopSettingsActs {
  readonly names: ReactNode;
  readonly limits: ReactNode;
  readonly levels: ReactNode;
  readonly day: ReactNode;
  readonly closing: ReactNode;
}

export interface ShopSettingsViewProps {
  readonly settings: ShopSettings;
  readonly say: Say;
  readonly acts?: ShopSettingsActs;
}

/** What is set for a shop and holds there: what goes out unasked, what a difference asks for, what should lie in the machine. */
export function ShopSettingsView({ settings, say, acts }: ShopSettingsViewProps) {
  const { shop, limits, currency, cutOffMinutes } = settings;
  const money = (amount: number | undefined) =>
    amount === undefined ? say.t('limits.none') : say.money(amount, currency);
  return (
    <>
      <Crumbs
        steps={[
          { word: say.t('nav.shops'), href: '/shops' },
          { word: say.name(shop.name), href: `/shops/${shop.id}` },
        ]}
        here={say.t('limits.title')}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{say.t('limits.title')}</h1>
          <p className="sub">
            {say.t('limits.promise')}{' '}
            <span className="meta">{say.t('asOf', { time: say.clock(settings.asOf, shop.timeZone) })}</span>
          </p>
        </div>
      </header>
      <div className="mt-4">
        <FollowingNote following={settings} timeZone={shop.timeZone} say={say} />
      </div>
      <Section id="names" title={say.t('limits.names')} act={acts?.names}>
        <Row term={say.t('limits.nameTh')}>{shop.name.th}</Row>
        <Row term={say.t('limits.nameEn')}>{shop.name.en}</Row>
      </Section>
      <Section id="day" title={say.t('setUp.day')} act={settings.dayFixed ? undefined : acts?.day}>
        <Row term={say.t('limits.zone')}>{shop.timeZone}</Row>
        <Row term={say.t('limits.cutOff')}>
          {minutesText(cutOffMinutes)}{' '}
          <p className="meta">{say.t(settings.dayFixed ? 'setUp.dayFixed' : 'limits.cutOffWhy')}</p>
        </Row>
        <Row term={say.t('setUp.currency')}>{currency}</Row>
      </Section>
      <Section id="limits" title={say.t('limits.limits')} act={acts?.limits}>
        <Row term={say.t('limits.payout')}>{money(limits.payoutWithoutApprovalMinor)}</Row>
        <Row term={say.t('limits.automatic')}>{money(limits.variance?.automaticMinor)}</Row>
        <Row term={say.t('limits.reason')}>{money(limits.variance?.reasonMinor)}</Row>
      </Section>
      <section className="sec" aria-labelledby="levels">
        <div className="bar">
          <h2 id="levels">{say.t('limits.levels')}</h2>
          {acts?.levels}
        </div>
        {limits.parLevels.length === 0 ? (
          <p className="soft">{say.t('limits.noLevels')}</p>
        ) : (
          <Levels settings={settings} say={say} />
        )}
      </section>
      {acts?.closing && (
        <section className="sec" aria-labelledby="closing">
          <div className="bar">
            <h2 id="closing">{say.t('setUp.closing')}</h2>
            {acts.closing}
          </div>
          <p className="soft">{say.t(settings.closedAt === null ? 'setUp.closingSub' : 'setUp.isClosed')}</p>
        </section>
      )}
    </>
  );
}

function Levels({ settings: { limits, currency }, say }: { readonly settings: ShopSettings; readonly say: Say }) {
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
        {limits.parLevels.map(({ valueMinor, form, low, par, high }) => (
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

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly act?: ReactNode;
  readonly children: ReactNode;
}

function Section({ id, title, act, children }: SectionProps) {
  return (
    <section className="sec" aria-labelledby={id}>
      <div className="bar">
        <h2 id={id}>{title}</h2>
        {act}
      </div>
      <dl className="ledger">{children}</dl>
    </section>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
