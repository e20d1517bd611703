'use client';

import type { Limits } from '@tillbridge/shared/configuration';
import { useState } from 'react';
import { denominationName } from '../format/money.ts';
import { readAmount } from '../format/read-amount.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';
import { ChangeDialog } from './change-dialog.tsx';
import type { EditLimitsProps } from './edit-limits.tsx';

type Level = Limits['parLevels'][number];
const MARKS = ['low', 'par', 'high'] as const;
const PIECES = /^[0-9]{1,6}$/;

const keyOf = ({ valueMinor, form }: Pick<Level, 'valueMinor' | 'form'>) => `${valueMinor}-${form}`;

/** What should lie in the machine by denomination: a row emptied is a row gone, and the last row adds one. */
export function EditLevels({ limits, currency, send, title }: EditLimitsProps) {
  const say = useSay();
  const [form, setForm] = useState<Level['form']>('note');
  const wish = (given: FormData) => {
    const levels: Level[] = [];
    const rows = limits.parLevels.map((level) => ({
      key: keyOf(level),
      valueMinor: level.valueMinor,
      form: level.form,
    }));
    const added = String(given.get('value')).trim();
    const valueMinor = added === '' ? null : readAmount(added, currency);
    if (added !== '' && (valueMinor === null || valueMinor === 0)) return say.t('limits.noAmount');
    if (valueMinor !== null) rows.push({ key: 'new', valueMinor, form });
    for (const row of rows) {
      const marks = MARKS.map((mark) => String(given.get(`${row.key}-${mark}`)).trim());
      if (marks.every((mark) => mark === '')) continue;
      if (!marks.every((mark) => PIECES.test(mark))) return say.t('limits.pieces');
      const [low = 0, par = 0, high = 0] = marks.map(Number);
      if (low > par || par > high) return say.t('limits.risingLevels');
      levels.push({ valueMinor: row.valueMinor, form: row.form, low, par, high });
    }
    if (new Set(levels.map(keyOf)).size < levels.length) return say.t('limits.twice');
    return send({ parLevels: levels });
  };
  return (
    <ChangeDialog title={title} wish={wish}>
      {limits.parLevels.map((level) => (
        <fieldset key={keyOf(level)}>
          <legend className="strong">
            {denominationName(level.valueMinor, currency)} {say.t(`limits.${level.form}`)}
          </legend>
          <Marks of={keyOf(level)} level={level} />
        </fieldset>
      ))}
      <fieldset>
        <legend className="strong">{say.t('limits.addLevel')}</legend>
        <div className="marks">
          <Field name="value" label={say.t('limits.value', { currency })} inputMode="decimal" maxLength={12} />
          <div className="picks">
            {(['note', 'coin'] as const).map((one) => (
              <label key={one}>
                <input type="radio" name="form" value={one} checked={form === one} onChange={() => setForm(one)} />
                {say.t(`limits.${one}`)}
              </label>
            ))}
          </div>
        </div>
        <Marks of="new" />
      </fieldset>
      <p className="meta">{say.t('limits.emptyRow')}</p>
    </ChangeDialog>
  );
}

function Marks({ of, level }: { readonly of: string; readonly level?: Level }) {
  const say = useSay();
  return (
    <div className="marks">
      {MARKS.map((mark) => (
        <Field
          key={mark}
          name={`${of}-${mark}`}
          label={say.t(`limits.${mark}`)}
          defaultValue={level?.[mark]}
          inputMode="numeric"
          maxLength={6}
        />
      ))}
    </div>
  );
}
