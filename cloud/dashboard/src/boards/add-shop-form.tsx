'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { NameFields, readNames } from '../limits/name-fields.tsx';
import { Field } from '../parts/field.tsx';
import type { AddShopProps } from '../shops/add-shop.tsx';
import { DayFields, readDay } from '../shops/day-fields.tsx';
import { useSay } from '../words/use-say.ts';

const CODE_MAX = 8;

/** What a new shop is called and by what clock it counts; after it comes its PC. */
export function AddShopForm({ usual, mayPair }: AddShopProps) {
  const say = useSay();
  const router = useRouter();
  const { act, busy, refusal } = useAct();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const code = String(form.get('code')).trim().toUpperCase();
    const added = await act({ path: '/api/v1/shops', body: { code, name: readNames(form), ...readDay(form) } });
    if (added !== null) router.push(mayPair ? `/agents/pair?shop=${added.id}` : `/shops/${added.id}/settings`);
  };
  return (
    <form className="form grid gap-4 mt-6" onSubmit={submit} autoComplete="off">
      <Field
        name="code"
        label={say.t('setUp.code')}
        hint={say.t('setUp.codeHint')}
        pattern="[A-Za-z0-9]{2,8}"
        maxLength={CODE_MAX}
        spellCheck={false}
        required
      />
      <NameFields />
      <DayFields day={usual} />
      <p className="meta">{say.t('limits.cutOffWhy')}</p>
      <RefusalNote refusal={refusal} />
      <div>
        <button type="submit" className="btn first" disabled={busy}>
          {say.t('setUp.add')}
        </button>
      </div>
    </form>
  );
}
