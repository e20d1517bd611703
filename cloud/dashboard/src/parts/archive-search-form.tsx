import { CASH_KINDS } from '@tillbridge/shared/cash';
import type { Me } from '@tillbridge/shared/reads';
import type { Say } from '../words/say.ts';

export interface ArchiveSearchFormProps {
  readonly shops: Me['shops'];
  readonly query: Readonly<Record<string, string>>;
  readonly say: Say;
}

/** A search needs its two days: the archive is opened by them, not read through. */
export function ArchiveSearchForm({ shops, query, say }: ArchiveSearchFormProps) {
  const { t } = say;
  return (
    <form method="get" action="/archive" className="filter" aria-label={t('archive.search')}>
      <label className="pick">
        {t('archive.from')}
        <input type="date" name="from" required defaultValue={query['from'] ?? ''} />
      </label>
      <label className="pick">
        {t('archive.to')}
        <input type="date" name="to" required defaultValue={query['to'] ?? ''} />
      </label>
      <label className="pick">
        {t('archive.shop')}
        <select name="shop" defaultValue={query['shop'] ?? ''}>
          <option value="">{t('archive.allShops')}</option>
          {shops.map(({ id, name }) => (
            <option key={id} value={id}>
              {say.name(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="pick">
        {t('archive.kind')}
        <select name="kind" defaultValue={query['kind'] ?? ''}>
          <option value="">{t('archive.allKinds')}</option>
          {CASH_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="pick">
        {t('archive.reference')}
        <input type="text" name="reference" maxLength={80} defaultValue={query['reference'] ?? ''} />
      </label>
      <button type="submit" className="btn">
        {t('archive.find')}
      </button>
    </form>
  );
}
