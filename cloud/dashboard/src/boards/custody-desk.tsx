'use client';

import type { BankLine, CollectionDetail, CustodyWish } from '@tillbridge/shared/reads-collections';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { denominationName } from '../format/money.ts';
import { useSay } from '../words/use-say.ts';

type What = CustodyWish['what'];
const LINKS: readonly What[] = ['handed_over', 'received', 'counted', 'noted'];
const DIGITS_MAX = 6;

/** One more link in the chain of custody: to whom, where, with which seal, and what the bank counted. */
export function CustodyDesk({ detail }: { readonly detail: CollectionDetail }) {
  const { t } = useSay();
  const { act, busy, refusal } = useAct();
  const { row } = detail;
  const closed = row.state === 'counted';
  const [what, setWhat] = useState<What>(closed ? 'noted' : nextOf(row.state));
  const [fields, setFields] = useState({ party: '', place: '', seal: '', said: '' });
  const [pieces, setPieces] = useState<Readonly<Record<string, string>>>({});
  const denominations = denominationsOf(detail);
  const wish = wishOf(what, fields, countedOf(denominations, pieces));
  const send = async () => {
    if (wish === null) return;
    const done = await act({ path: '/api/v1/collections/{id}/records', params: { id: row.id }, body: wish });
    if (done === null) return;
    setFields({ party: '', place: '', seal: '', said: '' });
    setPieces({});
    setWhat('noted');
  };
  const shown = what === 'noted' ? (['said'] as const) : (['party', 'place', 'seal', 'said'] as const);
  return (
    <section className="sec" aria-labelledby="desk">
      <h2 id="desk" className="mb-2">
        {t('collections.desk')}
      </h2>
      <label className="field">
        <span>{t('collections.what')}</span>
        <span className="input">
          <select className="w-full" value={what} onChange={(event) => setWhat(event.target.value as What)}>
            {LINKS.filter((each) => each === 'noted' || !closed).map((each) => (
              <option key={each} value={each}>
                {t(`collections.acts.${each}`)}
              </option>
            ))}
          </select>
        </span>
      </label>
      {shown.map((name) => (
        <label key={name} className="field mt-3">
          <span>{t(`collections.fields.${name}`)}</span>
          <span className="input">
            <input
              value={fields[name]}
              maxLength={name === 'said' ? 400 : name === 'seal' ? 40 : 80}
              onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
            />
          </span>
        </label>
      ))}
      {what === 'counted' &&
        denominations.map(({ form, valueMinor }) => {
          const key = `${form} ${valueMinor}`;
          return (
            <label key={key} className="field mt-3">
              <span>{denominationName(valueMinor, row.currency)}</span>
              <span className="input">
                <input
                  inputMode="numeric"
                  maxLength={DIGITS_MAX}
                  value={pieces[key] ?? ''}
                  onChange={(event) => setPieces({ ...pieces, [key]: event.target.value.replaceAll(/\D/g, '') })}
                />
              </span>
            </label>
          );
        })}
      <div className="mt-4">
        <button type="button" className="btn first" disabled={busy || wish === null} onClick={() => void send()}>
          {t('collections.save')}
        </button>
      </div>
      <div className="mt-3">
        <RefusalNote refusal={refusal} />
      </div>
    </section>
  );
}

function nextOf(state: CollectionDetail['row']['state']): What {
  return state === 'collected' ? 'handed_over' : state === 'handed_over' ? 'received' : 'counted';
}

function denominationsOf({ lines }: CollectionDetail): readonly Pick<BankLine, 'form' | 'valueMinor'>[] {
  const keys = new Map(lines.map(({ form, valueMinor }) => [`${form} ${valueMinor}`, { form, valueMinor }]));
  return [...keys.values()].sort(
    (a, b) => Number(a.form === 'coin') - Number(b.form === 'coin') || b.valueMinor - a.valueMinor,
  );
}

/** Null while one denomination has no figure: absent is not zero. */
function countedOf(
  denominations: readonly Pick<BankLine, 'form' | 'valueMinor'>[],
  pieces: Readonly<Record<string, string>>,
): BankLine[] | null {
  const counted = denominations.map((each) => ({ ...each, text: pieces[`${each.form} ${each.valueMinor}`] ?? '' }));
  if (counted.length === 0 || counted.some(({ text }) => text === '')) return null;
  return counted.map(({ text, ...each }) => ({ ...each, pieces: Number(text) }));
}

function wishOf(
  what: What,
  fields: Readonly<Record<'party' | 'place' | 'seal' | 'said', string>>,
  counted: BankLine[] | null,
): CustodyWish | null {
  const happenedAt = new Date().toISOString();
  const [party, place, seal, said] = [fields.party, fields.place, fields.seal, fields.said].map((text) => text.trim());
  if (what === 'noted') return said ? { what, happenedAt, said } : null;
  if (!party) return null;
  const custody = {
    happenedAt,
    party,
    ...(place ? { place } : {}),
    ...(seal ? { seal } : {}),
    ...(said ? { said } : {}),
  };
  if (what !== 'counted') return { what, ...custody };
  return counted === null ? null : { what, ...custody, counted };
}
