'use client';

import type { MachineNow } from '@tillbridge/shared/reads';
import { chosenIn } from '../acts/form-words.ts';
import { ChangeDialog } from '../limits/change-dialog.tsx';
import { Field } from '../parts/field.tsx';
import { PutBackMachine, RetireMachine } from '../shops/retire-machine.tsx';
import type { ShopMachinesProps } from '../shops/shop-machines.tsx';
import { MachinesView } from '../views/machines-view.tsx';
import { useSay } from '../words/use-say.ts';

const DRIVERS = ['glory-300', 'glory-fcc'] as const;
const NAME_MAX = 80;
const SERIAL_MAX = 40;

/** The machines of a shop, to add, to name and to take out of service. */
export function ShopMachinesBoard({ shopId, currency, ...shown }: ShopMachinesProps) {
  const say = useSay();
  return (
    <MachinesView
      {...shown}
      say={say}
      add={<AddMachine shopId={shopId} currency={currency} />}
      change={(machine) => (
        <div className="flex flex-wrap gap-2 mt-2">
          <ChangeMachine machine={machine} />
          <RetireMachine machine={machine} word={say.t('machines.retire')} />
        </div>
      )}
      putBack={(machine) => <PutBackMachine machine={machine} />}
    />
  );
}

function AddMachine({ shopId, currency }: Pick<ShopMachinesProps, 'shopId' | 'currency'>) {
  const say = useSay();
  const word = say.t('machines.add');
  return (
    <ChangeDialog
      title={word}
      word={word}
      wish={(form) => ({
        path: '/api/v1/shops/{shopId}/machines',
        params: { shopId },
        body: {
          ...readPlate(form),
          driver: chosenIn(form, 'driver', DRIVERS),
          currency: text(form, 'currency').toUpperCase(),
        },
      })}
    >
      <PlateFields />
      <div className="field">
        <label>
          {say.t('machines.driver')}
          <select name="driver" className="w-full" defaultValue="glory-300">
            <option value="glory-300">{say.t('machines.series300')}</option>
            <option value="glory-fcc">{say.t('machines.fcc')}</option>
          </select>
        </label>
      </div>
      <Field
        name="currency"
        label={say.t('setUp.currency')}
        hint={say.t('machines.currencyHint')}
        defaultValue={currency}
        pattern="[A-Za-z]{3}"
        maxLength={3}
        autoComplete="off"
        spellCheck={false}
        required
      />
    </ChangeDialog>
  );
}

function ChangeMachine({ machine }: { readonly machine: MachineNow }) {
  return (
    <ChangeDialog
      title={machine.name}
      wish={(form) => ({
        path: '/api/v1/machines/{machineId}/plate',
        params: { machineId: machine.id },
        body: readPlate(form),
      })}
    >
      <PlateFields name={machine.name} serial={machine.serial} />
    </ChangeDialog>
  );
}

function PlateFields({ name, serial }: { readonly name?: string; readonly serial?: string | null }) {
  const say = useSay();
  return (
    <>
      <Field
        name="name"
        label={say.t('machines.name')}
        hint={say.t('machines.nameHint')}
        defaultValue={name}
        maxLength={NAME_MAX}
        autoComplete="off"
        required
      />
      <Field
        name="serial"
        label={say.t('machines.serial')}
        hint={say.t('machines.serialHint')}
        defaultValue={serial ?? ''}
        maxLength={SERIAL_MAX}
        autoComplete="off"
        spellCheck={false}
      />
    </>
  );
}

function readPlate(form: FormData) {
  const serial = text(form, 'serial');
  return { name: text(form, 'name'), serial: serial === '' ? null : serial };
}

function text(form: FormData, name: string): string {
  return String(form.get(name)).trim();
}
