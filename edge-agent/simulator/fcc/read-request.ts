import { type FccOperation, OPERATIONS } from '../../src/recycler/glory-fcc/constants.ts';
import type { Pile } from './fcc-cash.ts';

export interface FccRequest {
  readonly operation: FccOperation;
  readonly id: string;
  readonly seqNo: string;
  readonly sessionId: string;
  readonly user: string;
  readonly amount: number;
  readonly option: number;
  readonly address: string;
  readonly port: number;
  readonly pieces: Pile;
}

/** A request out of its envelope; undefined when it is none that this machine knows. */
export function readRequest(body: string): FccRequest | undefined {
  const element = /<(?:\w+:)?(\w+)Request[\s>/]/.exec(body)?.[1];
  const operation = (Object.keys(OPERATIONS) as FccOperation[]).find((name) => OPERATIONS[name].element === element);
  if (operation === undefined || !body.trimEnd().endsWith('Envelope>')) return undefined;
  const pieces: Pile = {};
  for (const [, attributes = '', inner = ''] of body.matchAll(/<Denomination\b([^>]*)>(.*?)<\/Denomination>/g)) {
    const key = `${attribute(attributes, 'devid')}/${attribute(attributes, 'fv')}`;
    pieces[key] = (pieces[key] ?? 0) + Number(text(inner, 'Piece'));
  }
  return {
    operation,
    id: text(body, 'Id'),
    seqNo: text(body, 'SeqNo'),
    sessionId: text(body, 'SessionID'),
    user: text(body, 'User'),
    amount: Number(text(body, 'Amount')),
    option: Number(attribute(/<Option\b([^>]*)>/.exec(body)?.[1] ?? '', 'type')),
    address: text(body, 'Url'),
    port: Number(text(body, 'Port')),
    pieces,
  };
}

const text = (body: string, name: string) => new RegExp(`<(?:\\w+:)?${name}>([^<]*)<`).exec(body)?.[1] ?? '';
const attribute = (attributes: string, name: string) =>
  new RegExp(`(?:\\w+:)?\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
