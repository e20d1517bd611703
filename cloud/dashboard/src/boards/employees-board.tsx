'use client';

import type { ActingEmployeesProps } from '../employees/acting-employees.tsx';
import { DisableEmployee } from '../employees/disable-employee.tsx';
import { EditEmployee } from '../employees/edit-employee.tsx';
import { SetPin } from '../employees/set-pin.tsx';
import { EmployeesView } from '../views/employees-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of a shop's employees with what can be pressed. */
export function EmployeesBoard({ page, held }: ActingEmployeesProps) {
  const say = useSay();
  const mayExport = held.includes('export.run');
  if (!held.includes('employee.manage')) return <EmployeesView page={page} mayExport={mayExport} say={say} />;
  return (
    <EmployeesView
      page={page}
      mayExport={mayExport}
      say={say}
      acts={{
        add: <EditEmployee shop={page.shop.id} held={held} />,
        of: (employee) => (
          <>
            {employee.disabledAt === null && (
              <>
                <EditEmployee shop={page.shop.id} held={held} employee={employee} />
                <SetPin employee={employee} />
              </>
            )}
            <DisableEmployee employee={employee} />
          </>
        ),
      }}
    />
  );
}
