'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { Broken } from '../../../parts/broken.tsx';

export default function ErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return <Broken digest={error.digest} retry={retry} />;
}
