'use client';

import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN } from '@tillbridge/shared/person-rules';
import { Field } from '../parts/field.tsx';

export interface NewPasswordFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly wrong: boolean;
}

/** A password that is being chosen: browsers offer to make and keep one. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  return (
    <Field
      {...props}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      minLength={PASSWORD_CHARACTERS_MIN}
      maxLength={PASSWORD_CHARACTERS_MAX}
    />
  );
}
