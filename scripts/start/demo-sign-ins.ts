import { DEMO_PEOPLE, DEMO_PINS } from '@tillbridge/core/seed/demo-shops';

const signIn = (role: string) => DEMO_PEOPLE.find((person) => person.role === role)?.email ?? '';

export const DEMO_SIGN_INS = {
  owner: signIn('owner'),
  technician: signIn('technician'),
  accountant: signIn('accountant'),
} as const;

/** All demo sign-ins on one line, owner first. */
export const SIGN_IN_LIST = DEMO_PEOPLE.map((person) => person.email).join(', ');

const { manager, cashier } = DEMO_PINS;

/** Who signs in at the shop PC, in one sentence. */
export const PIN_LIST = `manager ${manager.number} with PIN ${manager.pin}, cashier ${cashier.number} with PIN ${cashier.pin}`;
