'use client';

import type { ActingRolesProps } from '../roles/acting-roles.tsx';
import { DeleteRole } from '../roles/delete-role.tsx';
import { EditRole } from '../roles/edit-role.tsx';
import { RequireSecondStep } from '../roles/require-second-step.tsx';
import { ViewAsRole } from '../roles/view-as-role.tsx';
import { RolesView } from '../views/roles-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of the roles with what can be pressed. */
export function RolesBoard({ read, shops }: ActingRolesProps) {
  const { held, makes } = read.page;
  return (
    <RolesView
      {...read}
      say={useSay()}
      acts={{
        make: makes && <EditRole held={held} way="make" />,
        of: (role) => (
          <>
            {!role.own && <ViewAsRole role={role} shops={shops} />}
            {makes && <EditRole held={held} way="copy" role={role} />}
            {role.editable && <EditRole held={held} way="edit" role={role} />}
            {role.twoStepSwitchable && <RequireSecondStep role={role} />}
            {role.editable && role.holders.length === 0 && <DeleteRole role={role} />}
          </>
        ),
      }}
    />
  );
}
