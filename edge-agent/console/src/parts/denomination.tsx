import type { Form } from '@tillbridge/shared/cash';
import { denominationFace } from '@tillbridge/shared/money-label';

export interface DenominationProps {
  readonly valueMinor: number;
  readonly currency: string;
  readonly form: Form;
}

/** A note is a slip with the hue of the Thai note on its edge, a coin is a disc. */
export function Denomination({ valueMinor, currency, form }: DenominationProps) {
  const face = denominationFace(valueMinor, currency);
  return <span className={form === 'coin' ? 'disc' : `slip n${face}`}>{face}</span>;
}
