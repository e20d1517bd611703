'use client';

import { useRouter } from 'next/navigation';
import { Icon } from '../parts/icon.tsx';

export type FilterField =
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly word: string;
      readonly value: string;
      /** The first of them stands for no filter and is left out of the address. */
      readonly options: readonly { readonly value: string; readonly word: string }[];
    }
  | {
      readonly kind: 'day';
      readonly name: string;
      readonly word: string;
      readonly value: string;
      /** The day as the reader writes it. */
      readonly shown: string;
      readonly max?: string;
    };

export interface ListFilterProps {
  readonly path: string;
  readonly fields: readonly FilterField[];
  /** What else of the address is kept; the place in the list never is. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** Pickers over a list; a choice changes the address, so that a link shows the same. */
export function ListFilter({ path, fields, kept = {} }: ListFilterProps) {
  const router = useRouter();
  const go = (name: string, value: string) => {
    const chosen = fields.map((field): [string, string] => [field.name, field.name === name ? value : field.value]);
    const query = new URLSearchParams([...Object.entries(kept), ...chosen].filter(([, each]) => each !== ''));
    router.push(query.size === 0 ? path : `${path}?${query}`);
  };
  return fields.map((field) =>
    field.kind === 'choice' ? (
      <label key={field.name} className="pick">
        {field.word}
        <select value={field.value} onChange={(event) => go(field.name, event.target.value)}>
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.word}
            </option>
          ))}
        </select>
      </label>
    ) : (
      <label key={field.name} className="pick over">
        {field.word}
        <b>{field.shown}</b>
        <Icon name="down" />
        <input
          type="date"
          aria-label={field.word}
          value={field.value}
          {...(field.max === undefined ? {} : { max: field.max })}
          onClick={(event) => event.currentTarget.showPicker()}
          onChange={(event) => go(field.name, event.target.value)}
        />
      </label>
    ),
  );
}
