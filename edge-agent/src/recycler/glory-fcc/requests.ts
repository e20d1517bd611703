import { CASH_TYPE, DEVICE, type FccOperation, NAMESPACE, OPERATIONS, OPTION, SOAP_NAMESPACE } from './constants.ts';
import type { FccTable, Many } from './fcc-table.ts';

/** What every request carries. `id` names the order it belongs to, `seqNo` the request itself. */
export interface RequestHead {
  readonly id?: string;
  readonly seqNo: string;
  readonly sessionId?: string;
}

/** SOAP 1.1 document/literal. Fields of the schema are qualified, nested structures are not, attributes are. */
export function soapRequest(operation: FccOperation, head: RequestHead, rest = ''): string {
  const element = `n:${OPERATIONS[operation].element}Request`;
  const fields = [
    head.id === undefined ? '' : field('Id', head.id),
    field('SeqNo', head.seqNo),
    head.sessionId === undefined ? '' : field('SessionID', head.sessionId),
  ].join('');
  return `<?xml version="1.0" encoding="utf-8"?><soapenv:Envelope xmlns:soapenv="${SOAP_NAMESPACE}" xmlns:n="${NAMESPACE}"><soapenv:Header/><soapenv:Body><${element}>${fields}${rest}</${element}></soapenv:Body></soapenv:Envelope>`;
}

const field = (name: string, value: string) => `<n:${name}>${escaped(value)}</n:${name}>`;
const option = (type: number) => `<Option n:type="${type}"/>`;

export const statusRest = `${option(OPTION.statusWithCash)}<RequireVerification n:type="${OPTION.withVerification}"/>`;
export const inventoryRest = option(OPTION.inventoryAll);
export const startCashinRest = option(OPTION.depositBoth);
export const changeCancelRest = option(OPTION.cancelWithRefund);

export function openRest(user: string, password: string, deviceName: string): string {
  return `${field('User', user)}${field('UserPwd', password)}${field('DeviceName', deviceName)}`;
}

/** Amounts travel as text in the machine's face-value unit. */
export function changeRest(table: FccTable, amountMinor: number, refundOnShortage: boolean): string {
  const amount = field('Amount', String(amountMinor / table.fvMinor));
  return refundOnShortage ? `${amount}${option(OPTION.refundOnShortage)}` : amount;
}

export function cashoutRest(table: FccTable, pieces: readonly Many[]): string {
  const lines = pieces.map(({ valueMinor, form, pieces: many }) => {
    const device = form === 'note' ? DEVICE.note : DEVICE.coin;
    const name = `n:cc="${escaped(table.currency)}" n:fv="${valueMinor / table.fvMinor}" n:rev="0" n:devid="${device}"`;
    return `<Denomination ${name}>${field('Piece', String(many))}${field('Status', '0')}</Denomination>`;
  });
  return `<Delay n:type="${OPTION.delayBoth}" n:time="0"/><Cash n:type="${CASH_TYPE.out}">${lines.join('')}</Cash>`;
}

export function registerRest(address: string, port: number): string {
  return `${field('Url', address)}${field('Port', String(port))}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
