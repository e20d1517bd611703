'use client';

import { type InputHTMLAttributes, useId } from 'react';

export interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly hint?: string;
  readonly wrong?: boolean;
}

/** A labelled line to type in, with a hint below that readers hear with it. */
export function Field({ label, hint, wrong = false, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className={wrong ? 'input is-wrong' : 'input'}>
        <input
          id={id}
          aria-invalid={wrong}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          {...input}
        />
      </div>
      {hint !== undefined && (
        <p className="meta" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
