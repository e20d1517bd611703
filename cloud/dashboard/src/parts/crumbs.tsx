import Link from 'next/link';
import type { Say } from '../words/say.ts';
import { Icon } from './icon.tsx';

export interface CrumbsProps {
  readonly steps: readonly { readonly word: string; readonly href: string }[];
  readonly here: string;
  readonly say: Say;
}

/** The way back up, each step a link. */
export function Crumbs({ steps, here, say }: CrumbsProps) {
  return (
    <nav className="crumb" aria-label={say.t('nav.crumbs')}>
      {steps.map((step) => (
        <span key={step.href} className="contents">
          <Link href={step.href}>{step.word}</Link>
          <Icon name="next" />
        </span>
      ))}
      <span aria-current="page">{here}</span>
    </nav>
  );
}
