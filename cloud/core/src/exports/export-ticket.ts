import { createHmac, timingSafeEqual } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopScope } from '../people/require-person.ts';

/** Long enough for a browser to begin the download, too short to be passed on. */
const TICKET_LASTS_MS = 2 * 60_000;

export interface ExportOrder {
  readonly list: string;
  readonly format: 'csv' | 'xlsx';
  readonly bom: boolean;
  readonly language: 'en' | 'th';
  readonly filters: Readonly<Record<string, string>>;
}

interface Ticket extends ExportOrder {
  readonly org: string;
  readonly person: string;
  readonly until: number;
}

/** What a proven person ordered, sealed: a download is a plain GET, which can carry no fresh proof of who sits there. */
export function sealTicket(pepper: Buffer, { org, person }: ShopScope, order: ExportOrder, nowMs: number): string {
  const ticket: Ticket = { ...order, org, person, until: nowMs + TICKET_LASTS_MS };
  const text = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${text}.${sealOf(pepper, text)}`;
}

/** The order of a ticket. Throws `export.no-ticket` for one that is old, forged or somebody else's. */
export function openTicket(pepper: Buffer, { org, person }: ShopScope, sealed: string, nowMs: number): ExportOrder {
  const [text = '', seal = ''] = sealed.split('.');
  const expected = Buffer.from(sealOf(pepper, text));
  const given = Buffer.from(seal);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Fault('export.no-ticket');
  const ticket = JSON.parse(Buffer.from(text, 'base64url').toString()) as Ticket;
  if (ticket.org !== org || ticket.person !== person || ticket.until < nowMs) throw new Fault('export.no-ticket');
  return ticket;
}

function sealOf(pepper: Buffer, text: string): string {
  return createHmac('sha256', pepper).update(`export-ticket ${text}`).digest('base64url');
}
