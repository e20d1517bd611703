import {
  CASH_TYPE,
  DEVICE,
  DEVICE_STATE,
  EVENT_ROOT,
  NAMESPACE,
  SOAP_NAMESPACE,
  STATUS,
  UNIT_STATUS,
} from '../../src/recycler/glory-fcc/constants.ts';
import type { FccPreset, FccUnitPreset } from '../../src/recycler/glory-fcc/presets.ts';
import { deviceOf, type FccCash, faceValueOf, keyOfStacker, type Pile, unitKey } from './fcc-cash.ts';

export interface AnswerHead {
  readonly element: string;
  readonly result: number;
  readonly id: string;
  readonly seqNo: string;
}

/** An answer's element, as it stands in the envelope and, without its namespace, on the event line. */
export function answerElement({ element, result, id, seqNo }: AnswerHead, rest = ''): string {
  return `<n:${element}Response xmlns:n="${NAMESPACE}" n:result="${result}"><n:Id>${id}</n:Id><n:SeqNo>${seqNo}</n:SeqNo><n:User></n:User>${rest}</n:${element}Response>`;
}

export const envelope = (body: string) =>
  `<soapenv:Envelope xmlns:soapenv="${SOAP_NAMESPACE}"><soapenv:Header></soapenv:Header><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;

export const eventMessage = (inner: string) => `<${EVENT_ROOT}>${inner}</${EVENT_ROOT}>`;
export const echoOf = (element: string) =>
  element.replace(` xmlns:n="${NAMESPACE}"`, '').replaceAll('<n:', '<').replaceAll('</n:', '</').replaceAll(' n:', ' ');

export const statusEvent = (status: number, amount: number) =>
  eventMessage(
    `<StatusChangeEvent><Status>${status}</Status><Amount>${amount}</Amount><Error>0</Error><RecoveryURL /><User /><SeqNo /></StatusChangeEvent>`,
  );
export const heartBeat = () => eventMessage('<HeartBeatEvent><SerialNo>SIMULATED</SerialNo></HeartBeatEvent>');
export const deviceEvent = (device: number, name: string) =>
  eventMessage(`<GlyCashierEvent devid="${device}"><${name}></${name}></GlyCashierEvent>`);

export function statusRest(code: number, verify: boolean, deposit: string): string {
  const state = code === STATUS.error ? DEVICE_STATE.error : DEVICE_STATE.idle;
  const device = (id: number) => `<DevStatus n:devid="${id}" n:val="0" n:st="${state}"></DevStatus>`;
  const infos = verify
    ? `<RequireVerifyInfos><RequireVerifyDenominationInfos><RequireVerifyDenomination n:devid="${DEVICE.note}" n:val="1"></RequireVerifyDenomination></RequireVerifyDenominationInfos></RequireVerifyInfos>`
    : '';
  return `<Status><n:Code>${code}</n:Code>${device(DEVICE.note)}${device(DEVICE.coin)}</Status>${deposit}${infos}`;
}

export function cashList(preset: FccPreset, type: number, pile: Pile): string {
  const lines = Object.entries(pile)
    .filter(([, pieces]) => pieces > 0)
    .map(([key, pieces]) => denomination(preset, key, pieces));
  return `<Cash n:type="${type}">${lines.join('')}</Cash>`;
}

export function inventoryRest(cash: FccCash, cassetteOut: boolean): string {
  const { preset, state } = cash;
  const stock: Pile = {};
  for (const stacker of preset.stackers) stock[keyOfStacker(stacker)] = cash.stockOf(keyOfStacker(stacker));
  const units = [DEVICE.note, DEVICE.coin].map((device) => {
    const stackers = preset.stackers.filter((each) => each.device === device).map((each) => stackerElement(cash, each));
    const boxes = preset.boxes
      .filter((each) => each.device === device)
      .map((each) => {
        const held = Object.entries(state.box).filter(([key]) => deviceOf(key) === device);
        const pieces = held.reduce((sum, [, many]) => sum + many, 0);
        const status = cassetteOut ? UNIT_STATUS.missing : statusOf(preset, pieces, each.capacity);
        return unit(
          preset,
          each.unit,
          status,
          each.capacity,
          held.map(([key, many]) => denomination(preset, key, many)),
        );
      });
    return `<CashUnits n:devid="${device}">${stackers.join('')}${boxes.join('')}</CashUnits>`;
  });
  return `${cashList(preset, CASH_TYPE.stock, stock)}${cashList(preset, CASH_TYPE.dispensable, stock)}${units.join('')}`;
}

function stackerElement(cash: FccCash, stacker: FccUnitPreset): string {
  const pieces = cash.state.stackers[unitKey(stacker)] ?? 0;
  const status = statusOf(cash.preset, pieces, stacker.capacity);
  return unit(cash.preset, stacker.unit, status, stacker.capacity, [
    denomination(cash.preset, keyOfStacker(stacker), pieces),
  ]);
}

function unit(preset: FccPreset, number: number, status: number, capacity: number, holds: readonly string[]): string {
  const { nearEmpty, nearFull } = marks(preset, capacity);
  return `<CashUnit n:unitno="${number}" n:st="${status}" n:nf="${nearFull}" n:ne="${nearEmpty}" n:max="${capacity}">${holds.join('')}</CashUnit>`;
}

function denomination({ currency }: FccPreset, key: string, pieces: number): string {
  return `<Denomination n:cc="${currency}" n:fv="${faceValueOf(key)}" n:rev="0" n:devid="${deviceOf(key)}"><n:Piece>${pieces}</n:Piece><n:Status>0</n:Status></Denomination>`;
}

function statusOf(preset: FccPreset, pieces: number, capacity: number): number {
  const { nearEmpty, nearFull } = marks(preset, capacity);
  if (pieces === 0) return UNIT_STATUS.empty;
  if (pieces >= capacity) return UNIT_STATUS.full;
  if (pieces >= nearFull) return UNIT_STATUS.nearFull;
  return pieces <= nearEmpty ? UNIT_STATUS.nearEmpty : UNIT_STATUS.exist;
}

const marks = (preset: FccPreset, capacity: number) => ({
  nearEmpty: Math.floor((capacity * preset.nearEmptyPercent) / 100),
  nearFull: Math.ceil((capacity * preset.nearFullPercent) / 100),
});
