import { denominationFace } from '../format/money.ts';

export interface DenominationProps {
  readonly valueMinor: number;
  readonly currency: string;
  readonly form: 'note' | 'coin';
  /** Drawn dashed: a piece that should be here and is not. */
  readonly missing?: boolean;
}

/** A note is a slip with the hue of the Thai note on its edge, a coin is a disc. */
export function Denomination({ valueMinor, currency, form, missing = false }: DenominationProps) {
  const face = denominationFace(valueMinor, currency);
  const shape = form === 'coin' ? 'disc' : `slip n${face}`;
  return <span className={missing ? `${shape} ghost` : shape}>{face}</span>;
}
