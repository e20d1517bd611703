import { headers } from 'next/headers';
import { forbidden } from 'next/navigation';
import type { ReactNode } from 'react';
import { readMe } from '../../../reads/read-me.ts';
import { HERE_HEADER } from '../../../settings/here.ts';
import { maySee } from '../../../shell/may-see.ts';

/** What is not the role's to see is told here already, because a page is read when its status has gone out. */
export default async function PagesLayout({ children }: { readonly children: ReactNode }) {
  const [me, asked] = await Promise.all([readMe(), headers()]);
  if (!maySee(asked.get(HERE_HEADER) ?? '/', me.permissions)) forbidden();
  return children;
}
