import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'bad' | 'warn' | 'off' | 'plain';

/** Icon and word; the colour only confirms. */
export function State({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly children: ReactNode;
}) {
  return (
    <span className={`st ${tone}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}
