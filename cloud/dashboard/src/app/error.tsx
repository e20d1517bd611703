'use client';

import { Broken } from '../parts/broken.tsx';

export default function ErrorPage({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  return (
    <main className="mx-auto px-6 max-w-[40em]">
      <Broken digest={error.digest} retry={reset} />
    </main>
  );
}
