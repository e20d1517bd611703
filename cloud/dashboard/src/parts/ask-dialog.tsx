'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';

export interface AskDialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly broad?: boolean;
  readonly children: ReactNode;
}

/** A native modal dialog that stands open as long as it is drawn: focus stays in it, Esc closes it, focus goes back. */
export function AskDialog({ title, close, broad = false, children }: AskDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const asker = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (asker instanceof HTMLElement) asker.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className={`float ask${broad ? ' broad' : ''}`} aria-labelledby={id} onClose={close}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
