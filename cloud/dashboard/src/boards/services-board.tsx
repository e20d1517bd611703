'use client';

import { AddService } from '../services/add-service.tsx';
import { CopyText } from '../services/copy-text.tsx';
import { RemoveService } from '../services/remove-service.tsx';
import { type ServicesRead, ServicesView } from '../views/services-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of the sign-in services with what can be pressed. */
export function ServicesBoard({ read }: { readonly read: ServicesRead }) {
  return (
    <ServicesView
      {...read}
      say={useSay()}
      acts={{
        add: <AddService />,
        copy: (text, what) => <CopyText text={text} what={what} />,
        remove: (service) => <RemoveService service={service} />,
      }}
    />
  );
}
