import type { ReactNode } from 'react';
import { readMe } from '../../reads/read-me.ts';
import { SignedIn } from '../../shell/signed-in.tsx';

export default async function SignedInLayout({ children }: { readonly children: ReactNode }) {
  return <SignedIn me={await readMe()}>{children}</SignedIn>;
}
