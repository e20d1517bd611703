import type { Page } from 'playwright-core';

export interface ScreenPage {
  readonly name: string;
  readonly signedIn: boolean;
  /** Its path; found on the running stack, because ids differ from one to the next. */
  readonly path: (page: Page) => Promise<string>;
}

interface Reads {
  readonly shops: readonly { readonly id: string; readonly businessDate: string; readonly silent: boolean }[];
  readonly needs: readonly { readonly code: string; readonly shopId: string; readonly transactionId?: string }[];
}

async function read<T>(page: Page, path: string): Promise<T> {
  const answer = await page.request.get(new URL(path, page.url()).href);
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}`);
  return (await answer.json()) as T;
}

async function shopOf(page: Page): Promise<string> {
  const today = await read<Reads>(page, '/api/v1/today');
  const needy = today.needs.find((need) => need.code !== 'silent')?.shopId;
  const shop = needy ?? today.shops[0]?.id;
  if (shop === undefined) throw new Error('no shop to show: is the demo organization there?');
  return shop;
}

async function transactionOf(page: Page): Promise<string> {
  const today = await read<Reads>(page, '/api/v1/today');
  const open = today.needs.find((need) => need.transactionId !== undefined)?.transactionId;
  if (open !== undefined) return open;
  return firstOf(page, `shops/${await shopOf(page)}/transactions`, 'transaction');
}

/** The newest of a list, which its page names by `id` or by another member; the demo's history has some of each. */
async function firstOf(page: Page, list: string, what: string, name = 'id'): Promise<string> {
  const { rows } = await read<{ rows: readonly Record<string, string>[] }>(page, `/api/v1/${list}?limit=1`);
  const id = rows[0]?.[name];
  if (id === undefined) throw new Error(`no ${what} to show`);
  return id;
}

/** A line that was laid aside; the page says that there is none, where there is none. */
async function lineOf(page: Page): Promise<string> {
  const { rows } = await read<{ rows: readonly { agent: string; epoch: string; sequence: number; hash: string }[] }>(
    page,
    '/api/v1/quarantine?limit=1',
  );
  const line = rows[0];
  return line === undefined ? 'none' : [line.agent, line.epoch, line.sequence, line.hash].join('/');
}

async function personOf(page: Page): Promise<string> {
  const { rows } = await read<{ rows: readonly { own: boolean; holders: readonly { id: string }[] }[] }>(
    page,
    '/api/v1/roles',
  );
  const holder = rows.find((role) => !role.own && role.holders.length > 0)?.holders[0];
  if (holder === undefined) throw new Error('nobody else to show');
  return holder.id;
}

async function agentOf(page: Page): Promise<string> {
  const list = await read<{ agents: readonly { id: string }[] }>(page, '/api/v1/agents');
  const row = list.agents[0];
  if (row === undefined) throw new Error('no shop PC to show: is the demo organization there?');
  return row.id;
}

/** Every page a person can reach, and two they reach by mistake. */
export const PAGES: readonly ScreenPage[] = [
  { name: 'sign-in', signedIn: false, path: async () => '/sign-in' },
  { name: 'forgotten', signedIn: false, path: async () => '/forgotten' },
  { name: 'today', signedIn: true, path: async () => '/' },
  { name: 'more', signedIn: true, path: async () => '/more' },
  { name: 'shops', signedIn: true, path: async () => '/shops' },
  { name: 'add-shop', signedIn: true, path: async () => '/shops/add' },
  { name: 'shop', signedIn: true, path: async (page) => `/shops/${await shopOf(page)}` },
  { name: 'transactions', signedIn: true, path: async (page) => `/shops/${await shopOf(page)}/transactions` },
  { name: 'transaction', signedIn: true, path: async (page) => `/transactions/${await transactionOf(page)}` },
  { name: 'audit', signedIn: true, path: async () => '/audit' },
  { name: 'people', signedIn: true, path: async () => '/people' },
  { name: 'sign-in-services', signedIn: true, path: async () => '/people/services' },
  { name: 'employees', signedIn: true, path: async (page) => `/shops/${await shopOf(page)}/employees` },
  { name: 'settings', signedIn: true, path: async (page) => `/shops/${await shopOf(page)}/settings` },
  { name: 'organization', signedIn: true, path: async () => '/organization' },
  { name: 'roles', signedIn: true, path: async () => '/roles' },
  { name: 'person', signedIn: true, path: async (page) => `/people/${await personOf(page)}` },
  { name: 'account', signedIn: true, path: async () => '/account' },
  { name: 'cash', signedIn: true, path: async () => '/cash' },
  { name: 'levels', signedIn: true, path: async () => '/cash/levels' },
  { name: 'movements', signedIn: true, path: async () => '/cash/movements' },
  { name: 'closings', signedIn: true, path: async () => '/cash/closings' },
  {
    name: 'closing',
    signedIn: true,
    path: async (page) => `/cash/closings/${await firstOf(page, 'closings', 'closing', 'shift')}`,
  },
  { name: 'collections', signedIn: true, path: async () => '/cash/collections' },
  {
    name: 'collection',
    signedIn: true,
    path: async (page) => `/cash/collections/${await firstOf(page, 'collections', 'collection')}`,
  },
  { name: 'discrepancies', signedIn: true, path: async () => '/cash/discrepancies' },
  { name: 'compare', signedIn: true, path: async () => '/compare' },
  { name: 'agents', signedIn: true, path: async () => '/agents' },
  { name: 'agent', signedIn: true, path: async (page) => `/agents/${await agentOf(page)}` },
  { name: 'pairing', signedIn: true, path: async (page) => `/agents/pair?shop=${await shopOf(page)}` },
  { name: 'cases', signedIn: true, path: async () => '/cases' },
  { name: 'case', signedIn: true, path: async (page) => `/cases/${await firstOf(page, 'cases', 'case')}` },
  { name: 'unusual', signedIn: true, path: async () => '/cases/unusual' },
  {
    name: 'unusual-one',
    signedIn: true,
    path: async (page) => `/cases/unusual/${await firstOf(page, 'anomalies', 'unusual week')}`,
  },
  { name: 'alarms', signedIn: true, path: async () => '/alarms' },
  { name: 'notifications', signedIn: true, path: async () => '/notifications' },
  { name: 'jobs', signedIn: true, path: async () => '/jobs' },
  { name: 'archive', signedIn: true, path: async () => '/archive' },
  // The first volume, or the page that says that there is none.
  { name: 'volume', signedIn: true, path: async () => '/archive/1' },
  { name: 'quarantine', signedIn: true, path: async () => '/quarantine' },
  { name: 'line', signedIn: true, path: async (page) => `/quarantine/${await lineOf(page)}` },
  { name: 'mappings', signedIn: true, path: async () => '/quarantine/mappings' },
  { name: 'reversals', signedIn: true, path: async () => '/transactions/reversals' },
  { name: 'pipeline', signedIn: true, path: async () => '/pipeline' },
  { name: 'not-found', signedIn: true, path: async () => '/nothing-here' },
];
