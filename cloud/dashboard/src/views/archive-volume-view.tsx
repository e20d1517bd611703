import type { Me } from '@tillbridge/shared/reads';
import type { ArchiveVolume } from '@tillbridge/shared/reads-archive';
import { bytesLabel } from '../format/bytes.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { Icon } from '../parts/icon.tsx';
import type { Say } from '../words/say.ts';

export interface ArchiveVolumeViewProps {
  readonly volume: ArchiveVolume;
  readonly shops: Me['shops'];
  readonly say: Say;
}

/** What one volume consists of; each file can be taken away and checked by its hash. */
export function ArchiveVolumeView({ volume, shops, say }: ArchiveVolumeViewProps) {
  const { t } = say;
  const nameOf = (id: string) => {
    const shop = shops.find((one) => one.id === id);
    return shop === undefined ? id : say.name(shop.name);
  };
  return (
    <>
      <Crumbs
        steps={[{ word: t('archive.title'), href: '/archive' }]}
        here={t('archive.volume', { n: volume.volume })}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{say.day(`${volume.month}-01`, 'month')}</h1>
          <p className="sub">{t('archive.filesNext')}</p>
        </div>
      </header>
      <section className="mt-6" aria-label={t('archive.filesOf', { n: volume.volume })}>
        <ul className="files">
          {volume.files.map((file) => (
            <li key={file.number}>
              <span>
                <b>{t(`archiveFile.${file.kind}`)}</b> {nameOf(file.shop)}
                <span className="meta block">
                  {say.day(file.firstDay, 'medium')} – {say.day(file.lastDay, 'medium')} ·{' '}
                  {file.rows.toLocaleString('en')} {t('archive.lines')} · {bytesLabel(file.bytes)}
                </span>
                <span className="meta mono block">{file.sha256}</span>
              </span>
              <a className="btn" href={`/api/v1/archive/volumes/${volume.volume}/files/${file.number}`} download>
                <Icon name="save" />
                {t('archive.download')}
              </a>
            </li>
          ))}
        </ul>
        <dl className="hashes meta">
          <dt>{t('archive.manifest')}</dt>
          <dd className="mono">{volume.manifestHash}</dd>
          <dt>{t('archive.previous')}</dt>
          <dd className="mono">{volume.previous}</dd>
        </dl>
      </section>
    </>
  );
}
