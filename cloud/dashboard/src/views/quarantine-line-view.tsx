import type { Me } from '@tillbridge/shared/reads';
import type { QuarantineDetail, ShownBytes } from '@tillbridge/shared/reads-custody';
import { bytesLabel } from '../format/bytes.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { faultRemedy, faultWord } from '../parts/fault-words.ts';
import { Icon } from '../parts/icon.tsx';
import { whyNoMapping } from '../parts/mapping-words.ts';
import { LineState, placeWords } from '../parts/quarantine-rows.tsx';
import { CopyLink } from '../shell/copy-link.tsx';
import { NameActs } from '../shell/name-acts.tsx';
import { QuarantineActs } from '../shell/quarantine-acts.tsx';
import type { Say } from '../words/say.ts';

export interface QuarantineLineViewProps {
  readonly detail: QuarantineDetail;
  readonly me: Me;
  readonly say: Say;
}

/** One line: what is wrong, its bytes, what else stands at its place, and what a person may do about it. */
export function QuarantineLineView({ detail, me, say }: QuarantineLineViewProps) {
  const { t } = say;
  const { row, raw, besides } = detail;
  const title = row.kind ?? t('quarantine.unreadable');
  return (
    <>
      <Crumbs steps={[{ word: t('quarantine.title'), href: '/quarantine' }]} here={title} say={say} />
      <header className="head">
        <div>
          <h1>{title}</h1>
          <div className="sub">
            <LineState row={row} say={say} />
            <span className="meta">{placeWords(row, say)}</span>
          </div>
        </div>
        <div className="tools">
          <CopyLink />
        </div>
      </header>
      <div className={`note mt-5 ${row.state === 'pending' ? 'warn' : ''}`}>
        <Icon name="tray" />
        <div>
          <p className="strong">{faultWord(row.code, say)}</p>
          <p className="soft">{faultRemedy(row.code, say)}</p>
          {row.detail !== null && <p className="mono mt-1 break-words">{row.detail}</p>}
        </div>
      </div>
      <div className="two body">
        <div>
          <section aria-labelledby="bytes">
            <h2 id="bytes" className="mb-2">
              {t('quarantine.bytes')}
            </h2>
            <Shown bytes={raw} say={say} />
          </section>
          {besides.length > 0 && (
            <section className="sec" aria-labelledby="besides">
              <h2 id="besides" className="mb-2">
                {t('quarantine.besides')}
              </h2>
              {besides.map((other) => (
                <details key={`${other.where}${other.hash}`} className="as-table" open>
                  <summary>
                    {t(`quarantine.where.${other.where}`)} · {say.age(other.receivedAt, detail.asOf)}
                  </summary>
                  <Shown bytes={other.raw} say={say} />
                </details>
              ))}
            </section>
          )}
        </div>
        <div>
          <About detail={detail} say={say} />
          <Naming detail={detail} me={me} say={say} />
          <QuarantineActs row={row} asOf={detail.asOf} permissions={me.permissions} person={me.person.id} />
        </div>
      </div>
    </>
  );
}

/** What its unknown names stand for; or why that is not the way to mend this line. */
function Naming({ detail, me, say }: QuarantineLineViewProps) {
  const { row, names } = detail;
  if (row.state !== 'pending') return null;
  if (names.length > 0) return <NameActs detail={detail} permissions={me.permissions} person={me.person.id} />;
  const why = whyNoMapping(row.code, say);
  if (why === null) return null;
  return (
    <section className="sec grid gap-2" aria-labelledby="why">
      <h2 id="why">{say.t('mappings.cannot')}</h2>
      <p className="soft">{why}</p>
    </section>
  );
}

/** JSON is easier to read unfolded; what is no JSON stays as it is. */
function Shown({ bytes, say }: { readonly bytes: ShownBytes; readonly say: Say }) {
  return (
    <>
      {bytes.form === 'hex' && <p className="meta mb-1">{say.t('quarantine.hexadecimal')}</p>}
      {bytes.cut && <p className="meta mb-1">{say.t('quarantine.cut', { size: bytesLabel(bytes.bytes) })}</p>}
      <pre className="raw mono">{bytes.form === 'text' && !bytes.cut ? unfolded(bytes.text) : bytes.text}</pre>
    </>
  );
}

function unfolded(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function About({ detail: { row }, say }: { readonly detail: QuarantineDetail; readonly say: Say }) {
  const { t } = say;
  const { timeZone } = row.shop;
  const facts: readonly (readonly [string, string])[] = [
    [t('shops.shop'), say.name(row.shop.name)],
    [t('quarantine.agent'), row.agentName],
    [
      t('quarantine.received'),
      `${say.dayAt(row.receivedAt, timeZone, 'medium')} ${say.clock(row.receivedAt, timeZone, 'seconds')}`,
    ],
    [t('quarantine.hash'), `${row.hash.slice(0, 16)}…`],
  ];
  return (
    <aside aria-labelledby="about">
      <h2 id="about" className="mb-1">
        {t('about.heading')}
      </h2>
      <dl className="dl ruled">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
