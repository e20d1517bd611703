import { type RefObject, useEffect } from 'react';

/** What is heard of the keyboard: not what is typed into a field, held with a command key, or meant for a dialog above. */
export function useKeyboard(place: RefObject<Element | null> | undefined, onKey: (event: KeyboardEvent) => void): void {
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      const above = document.querySelector('dialog[open]');
      if (above !== null && !above.contains(place?.current ?? null)) return;
      onKey(event);
    };
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  });
}

/** Enter finishes what was typed, unless it belongs to a button that has the focus. */
export function useEnter(onEnter: () => void, place?: RefObject<Element | null>): void {
  useKeyboard(place, (event) => {
    if (event.key !== 'Enter' || event.repeat || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    onEnter();
  });
}

/** Whoever types has left the button that was pressed before, so that Enter means what was typed. */
export function leaveButton(): void {
  if (document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
}
