import { AUDIT_FILTERS, type AuditFilters } from '@tillbridge/shared/reads-audit';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readAudit } from '../../../../reads/read-audit.ts';
import { readMe } from '../../../../reads/read-me.ts';
import { ExportButton } from '../../../../shell/export-button.tsx';
import { VerifyAudit } from '../../../../shell/verify-audit.tsx';
import { AuditView } from '../../../../views/audit-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

interface AuditPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('audit.title') };
}

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const query = await searchParams;
  const filters = filtersOf(query);
  const cursor = typeof query['cursor'] === 'string' ? query['cursor'] : undefined;
  const [page, me, say] = await Promise.all([readAudit(filters, cursor), readMe(), currentSay()]);
  return (
    <AuditView
      page={page}
      filters={filters}
      cursor={cursor}
      shops={me.shops}
      say={say}
      tools={
        <>
          {me.permissions.includes('export.run') && <ExportButton list="audit" filters={filters} />}
          <VerifyAudit />
        </>
      }
    />
  );
}

/** A form sends its empty fields, too; they filter nothing. */
function filtersOf(query: Awaited<AuditPageProps['searchParams']>): AuditFilters {
  const chosen = AUDIT_FILTERS.map((name) => [name, query[name]] as const);
  return Object.fromEntries(chosen.filter(([, value]) => typeof value === 'string' && value !== ''));
}
