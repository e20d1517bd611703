'use client';

import { SETTLED_CHARACTERS_MAX } from '@tillbridge/shared/reads-divergences';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

/** A person says what became of a matter that nothing can put right; no record is changed by that. */
export function DivergenceDesk({ id }: { readonly id: string }) {
  const { t } = useSay();
  const { act, busy, refusal } = useAct();
  const [said, setSaid] = useState('');
  return (
    <form
      className="grid gap-3 mt-3"
      onSubmit={(event) => {
        event.preventDefault();
        void act({ path: '/api/v1/divergences/{id}/settle', params: { id }, body: { said: said.trim() } });
      }}
    >
      <Field
        label={t('pipeline.say')}
        hint={t('pipeline.sayHint')}
        value={said}
        maxLength={SETTLED_CHARACTERS_MAX}
        required
        onChange={(event) => setSaid(event.target.value)}
      />
      <p>
        <button type="submit" className="btn" disabled={busy || said.trim() === ''}>
          {t('pipeline.settle')}
        </button>
      </p>
      <RefusalNote refusal={refusal} />
    </form>
  );
}
