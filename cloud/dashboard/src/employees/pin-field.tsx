'use client';

import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

const PIN_MAX = 8;

/** Digits that are not shown and not kept by the browser. */
export function PinField({ label, required }: { readonly label: string; readonly required: boolean }) {
  return (
    <Field
      name="pin"
      label={label}
      hint={useSay().t('employees.pinHint')}
      type="password"
      inputMode="numeric"
      pattern="[0-9]{4,8}"
      maxLength={PIN_MAX}
      autoComplete="new-password"
      required={required}
    />
  );
}
