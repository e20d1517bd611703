import type { Me } from '@tillbridge/shared/reads';
import type { AuditFilters, AuditPage } from '@tillbridge/shared/reads-audit';
import type { Say } from '../words/say.ts';
import { matterWords } from './audit-words.ts';

export interface AuditFilterProps {
  readonly page: AuditPage;
  readonly filters: AuditFilters;
  readonly shops: Me['shops'];
  readonly say: Say;
}

/** A form that asks for the same page again: the filter is the address, and works without a script. */
export function AuditFilter({ page, filters, shops, say }: AuditFilterProps) {
  const { t } = say;
  const asked = filters.what?.split('.', 1)[0];
  const matters = [...new Set([...page.matters, ...(asked === undefined ? [] : [asked])])];
  return (
    <form method="get" action="/audit" className="filter" aria-label={t('audit.filter')}>
      {(page.people.length > 0 || filters.who !== undefined) && (
        <label className="pick">
          {t('audit.who')}
          <select name="who" defaultValue={filters.who ?? ''}>
            <option value="">{t('audit.anybody')}</option>
            {filters.who !== undefined && !page.people.some(({ id }) => id === filters.who) && (
              <option value={filters.who}>
                {say.name(page.names[filters.who] ?? { th: filters.who, en: filters.who })}
              </option>
            )}
            {page.people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="pick">
        {t('audit.what')}
        <select name="what" defaultValue={asked ?? ''}>
          <option value="">{t('audit.anything')}</option>
          {matters.map((matter) => (
            <option key={matter} value={matter}>
              {matterWords(matter, say)}
            </option>
          ))}
        </select>
      </label>
      <label className="pick">
        {t('audit.shop')}
        <select name="shop" defaultValue={filters.shop ?? ''}>
          <option value="">{t('audit.allShops')}</option>
          {shops.map(({ id, name }) => (
            <option key={id} value={id}>
              {say.name(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="pick">
        {t('audit.from')}
        <input type="date" name="from" defaultValue={filters.from ?? ''} />
      </label>
      <label className="pick">
        {t('audit.to')}
        <input type="date" name="to" defaultValue={filters.to ?? ''} />
      </label>
      <label className="pick">
        <input type="checkbox" name="refused" value="yes" defaultChecked={filters.refused === 'yes'} />
        {t('audit.refusals')}
      </label>
      {filters.subject !== undefined && <input type="hidden" name="subject" value={filters.subject} />}
      <button type="submit" className="btn">
        {t('audit.show')}
      </button>
    </form>
  );
}
