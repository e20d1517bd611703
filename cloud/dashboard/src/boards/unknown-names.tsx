'use client';

import { CASH_KINDS, FORMS } from '@tillbridge/shared/cash';
import type { QuarantineDetail } from '@tillbridge/shared/reads-custody';
import { MAPPING_REASON_CHARACTERS_MAX, type UnknownName } from '@tillbridge/shared/reads-mappings';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { Field } from '../parts/field.tsx';
import { Story } from '../parts/mapping-rows.tsx';
import { meantWord } from '../parts/mapping-words.ts';
import type { Say } from '../words/say.ts';
import { useSay } from '../words/use-say.ts';
import { MappingDesk } from './mapping-desk.tsx';

export interface UnknownNamesProps {
  readonly detail: QuarantineDetail;
  readonly permissions: readonly string[];
  readonly person: string;
}

/** Each unknown name of a line: asked what it stands for, or how far its mapping has come. */
export function UnknownNames({ detail, permissions, person }: UnknownNamesProps) {
  const say = useSay();
  const { t } = say;
  const mayMap = permissions.includes('quarantine.map');
  return (
    <section className="sec grid gap-3" aria-labelledby="names">
      <h2 id="names">{t('mappings.heading')}</h2>
      <p className="meta">{mayMap ? t('mappings.explain') : t('mappings.explainOthers')}</p>
      {detail.names.map((unknown) => (
        <div key={`${unknown.what} ${unknown.name}`} className="grid gap-2">
          <p>
            <span className="meta">{t(`mappings.what.${unknown.what}`)}</span>{' '}
            <span className="mono break-words">{unknown.name}</span>
          </p>
          {unknown.mapping === null ? (
            mayMap && <AskForm unknown={unknown} detail={detail} say={say} />
          ) : (
            <>
              <p>
                {t('mappings.standsFor')} <span className="strong">{meantWord(unknown.mapping, say)}</span>
              </p>
              <p className="grid">
                <Story mapping={unknown.mapping} asOf={detail.asOf} say={say} />
              </p>
              {unknown.mapping.state === 'in_force' && <p className="soft">{t('mappings.mended')}</p>}
              <MappingDesk mapping={unknown.mapping} permissions={permissions} person={person} />
            </>
          )}
        </div>
      ))}
    </section>
  );
}

interface AskFormProps {
  readonly unknown: UnknownName;
  readonly detail: QuarantineDetail;
  readonly say: Say;
}

function AskForm({ unknown: { what, name }, detail, say }: AskFormProps) {
  const { t } = say;
  const { act, busy, refusal } = useAct();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const { agent, epoch, sequence, hash } = detail.row;
  const wish = { line: { agent, epoch, sequence, hash }, what, from: name, to, reason: reason.trim() };
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void act({ path: '/api/v1/quarantine/mappings', body: wish });
      }}
    >
      <label className="field">
        <span className="break-words">{t('mappings.for', { name })}</span>
        <span className="input">
          <select className="w-full" value={to} required onChange={(event) => setTo(event.target.value)}>
            <option value="">{t('mappings.choose')}</option>
            {targetsOf(what, detail, say).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </span>
      </label>
      <Field
        label={t('mappings.reason')}
        hint={t('mappings.needsOther')}
        value={reason}
        maxLength={MAPPING_REASON_CHARACTERS_MAX}
        required
        onChange={(event) => setReason(event.target.value)}
      />
      <p>
        <button type="submit" className="btn first" disabled={busy || to === '' || reason.trim() === ''}>
          {t('mappings.ask')}
        </button>
      </p>
      <RefusalNote refusal={refusal} />
    </form>
  );
}

/** What a name of this sort may stand for: the shop's machines and their currencies, and our own words. */
function targetsOf(
  what: UnknownName['what'],
  { machines }: QuarantineDetail,
  say: Say,
): readonly (readonly [string, string])[] {
  if (what === 'machine') return machines.map(({ id, name, currency }) => [id, `${name} · ${currency}`]);
  if (what === 'currency') return [...new Set(machines.map(({ currency }) => currency))].map((each) => [each, each]);
  const words = what === 'kind' ? CASH_KINDS : FORMS;
  return words.map((to) => [to, meantWord({ what, to, machine: null }, say)]);
}
