import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A dialog above everything while it is there; it is closed before it goes, so that the focus is back where it was. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const place = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = place.current;
    if (dialog?.open === false) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return place;
}
