'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useLayoutEffect, useRef } from 'react';
import { isElsewhere, leaveOrganization } from './organization-here.ts';

/**
 * Before anything of a step inside the dashboard is painted: are the cookies it was read with still those of the
 * organization in the heading? The heading itself is not read again by such a step.
 */
export function OrganizationWatch({ organization }: { readonly organization: string }) {
  const began = useRef(organization);
  // Renders with every step, and looks after each.
  usePathname();
  useSearchParams();
  useLayoutEffect(() => {
    if (organization !== began.current || isElsewhere(organization)) leaveOrganization();
  });
  return null;
}
