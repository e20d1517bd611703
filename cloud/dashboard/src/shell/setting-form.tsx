'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent, ReactNode } from 'react';

/** Sends a choice and repaints the page in place, so that it keeps its scroll; without a script it is a plain form. */
export function SettingForm({ children }: { readonly children: ReactNode }) {
  const router = useRouter();
  const choose = async (event: FormEvent<HTMLFormElement>) => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (!(submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    await fetch(`/settings?${new URLSearchParams({ [submitter.name]: submitter.value })}`, { redirect: 'manual' });
    router.refresh();
  };
  return (
    <form action="/settings" onSubmit={choose}>
      {children}
    </form>
  );
}
