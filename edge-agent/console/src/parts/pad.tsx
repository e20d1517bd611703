import { currencySymbol } from '@tillbridge/shared/money-label';
import { useRef } from 'react';
import { type PadKey, padKeyOf, typedLabel } from '../state/pad.ts';
import { leaveButton, useKeyboard } from '../state/use-keyboard.ts';
import { Icon } from './icon.tsx';
import { useSay } from './speech.tsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export interface KeysProps {
  readonly onPress: (key: PadKey) => void;
  /** Whether there is a key for the point; else it clears. */
  readonly point: boolean;
  readonly label: string;
  readonly disabled?: boolean;
}

/** The big pad; the keyboard's digits press the same keys wherever the focus is. */
export function Keys({ onPress, point, label, disabled = false }: KeysProps) {
  const say = useSay();
  const place = useRef<HTMLFieldSetElement>(null);
  useKeyboard(place, (event) => {
    const pressed = padKeyOf(event.key);
    if (pressed === undefined || disabled) return;
    event.preventDefault();
    leaveButton();
    onPress(pressed);
  });
  const key = (name: PadKey, word: string, shown: React.ReactNode) => (
    <button key={name} type="button" disabled={disabled} aria-label={word} onClick={() => onPress(name)}>
      {shown}
    </button>
  );
  return (
    <fieldset ref={place} className="keys" aria-label={label}>
      {DIGITS.map((digit) => key(digit, digit, digit))}
      {point ? key('.', say.t('pad.point'), '.') : key('clear', say.t('pad.clear'), 'C')}
      {key('0', '0', '0')}
      {key('back', say.t('pad.back'), <Icon name="back" />)}
    </fieldset>
  );
}

const LONG = 7;

/** The amount as it is typed, with its currency. */
export function Amount({
  typed,
  currency,
  label,
}: {
  readonly typed: string;
  readonly currency: string;
  readonly label: string;
}) {
  const { whole, rest } = typedLabel(typed);
  const spoken = `${label} ${currencySymbol(currency)}${whole}${rest}`;
  return (
    <p className={`amt${whole.length + rest.length > LONG ? ' is-long' : ''}`} role="status" aria-label={spoken}>
      <span className="cur" aria-hidden="true">
        {currencySymbol(currency)}
      </span>
      <span aria-hidden="true" className={typed === '' ? 'faint' : ''}>
        {whole}
        {rest !== '' && <span className="rest">{rest}</span>}
      </span>
    </p>
  );
}
