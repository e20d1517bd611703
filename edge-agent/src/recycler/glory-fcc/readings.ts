import { CASH_TYPE, DEVICE } from './constants.ts';
import type { FccAnswer } from './parse-answer.ts';
import { childOf, childrenOf, wholeOf, type XmlElement } from './parse-xml.ts';

/** Pieces of one denomination. `fv` 1000 of the coin device is a 10-baht coin, 100000 of the note device a note. */
export interface Pieces {
  readonly currency: string;
  readonly faceValue: number;
  readonly form: 'note' | 'coin';
  readonly revision: number;
  readonly pieces: number;
}

export interface UnitRead {
  readonly device: 'note' | 'coin';
  readonly unit: number;
  readonly status: number;
  readonly nearFull: number;
  readonly nearEmpty: number;
  readonly capacity: number;
  readonly holds: readonly Pieces[];
}

export interface InventoryRead {
  readonly dispensable: readonly Pieces[];
  /** False when the machine gave no such list, which says nothing about what it can pay. */
  readonly saysDispensable: boolean;
  readonly units: readonly UnitRead[];
}

export interface StatusRead {
  readonly code: number;
  readonly devices: readonly { readonly device: number; readonly state: number }[];
  /** What has been paid in so far, where the machine was asked for it. */
  readonly deposit: readonly Pieces[];
  readonly verify: Verify;
}

/** What the machine wants counted by a person: whole devices, or single denominations. */
export interface Verify {
  readonly devices: readonly ('note' | 'coin')[];
  readonly denominations: readonly Pieces[];
}

const FORMS: Readonly<Record<number, 'note' | 'coin'>> = { [DEVICE.note]: 'note', [DEVICE.coin]: 'coin' };
const PIECES_MAX = 100_000;
const FACE_VALUE_MAX = 1_000_000_000;

/** The lists of one type in an answer; lists of other types are other things and never added. */
export function readCash(element: XmlElement, type: number): readonly Pieces[] {
  return childrenOf(element, 'Cash')
    .filter((cash) => wholeOf(cash.attributes.get('type')) === type)
    .flatMap(readPieces);
}

/** True when the answer has a list of that type at all. */
function hasCash(element: XmlElement, type: number): boolean {
  return childrenOf(element, 'Cash').some((cash) => wholeOf(cash.attributes.get('type')) === type);
}

/** Undefined when the answer has another form. */
export function readStatus({ element }: FccAnswer): StatusRead | undefined {
  const status = childOf(element, 'Status');
  const code = wholeOf(childOf(status, 'Code')?.text);
  if (status === undefined || code === undefined) return undefined;
  const devices = childrenOf(status, 'DevStatus').flatMap((each) => {
    const device = wholeOf(each.attributes.get('devid'));
    const state = wholeOf(each.attributes.get('st'));
    return device === undefined || state === undefined ? [] : [{ device, state }];
  });
  const deposit = readCash(element, CASH_TYPE.in);
  return { code, devices, deposit, verify: readVerify(childOf(element, 'RequireVerifyInfos')) };
}

/** Undefined when a unit is there that cannot be read: half an inventory would be a wrong one. */
export function readInventory({ element }: FccAnswer): InventoryRead | undefined {
  const units: UnitRead[] = [];
  for (const group of childrenOf(element, 'CashUnits')) {
    const device = FORMS[wholeOf(group.attributes.get('devid')) ?? 0];
    if (device === undefined) return undefined;
    for (const each of childrenOf(group, 'CashUnit')) {
      const read = readUnit(each, device);
      if (read === undefined) return undefined;
      units.push(read);
    }
  }
  if (units.length === 0) return undefined;
  return {
    units,
    dispensable: readCash(element, CASH_TYPE.dispensable),
    saysDispensable: hasCash(element, CASH_TYPE.dispensable),
  };
}

function readUnit(element: XmlElement, device: 'note' | 'coin'): UnitRead | undefined {
  const number = (name: string) => wholeOf(element.attributes.get(name));
  const unit = number('unitno');
  const status = number('st');
  const nearFull = number('nf');
  const nearEmpty = number('ne');
  const capacity = number('max');
  if (unit === undefined || status === undefined || nearFull === undefined) return undefined;
  if (nearEmpty === undefined || capacity === undefined || Math.max(nearFull, nearEmpty, capacity) > PIECES_MAX)
    return undefined;
  const holds = readPieces(element);
  const filled = childrenOf(element, 'Denomination').filter((each) => childOf(each, 'Piece')?.text !== '0');
  if (filled.length !== holds.filter((each) => each.pieces > 0).length) return undefined;
  return { device, unit, status, nearFull, nearEmpty, capacity, holds };
}

function readVerify(infos: XmlElement | undefined): Verify {
  const flagged = (element: XmlElement | undefined, name: string) =>
    childrenOf(element, name).filter((each) => each.attributes.get('val') === '1');
  const denominations = flagged(childOf(infos, 'RequireVerifyDenominationInfos'), 'RequireVerifyDenomination');
  const containers = [
    ...flagged(childOf(infos, 'RequireVerifyCollectionContainerInfos'), 'RequireVerifyCollectionContainer'),
    ...flagged(childOf(infos, 'RequireVerifyMixStackerInfos'), 'RequireVerifyMixStacker'),
  ];
  const named = denominations.filter((each) => childrenOf(each, 'Cash').flatMap(readPieces).length > 0);
  // A flag that names no denomination is about its whole device.
  const wide = [...containers, ...denominations.filter((each) => !named.includes(each))];
  return {
    devices: wide.flatMap((each) => FORMS[wholeOf(each.attributes.get('devid')) ?? 0] ?? []),
    denominations: named.flatMap((each) => childrenOf(each, 'Cash').flatMap(readPieces)),
  };
}

function readPieces(element: XmlElement): readonly Pieces[] {
  return childrenOf(element, 'Denomination').flatMap((each) => {
    const faceValue = wholeOf(each.attributes.get('fv'));
    const form = FORMS[wholeOf(each.attributes.get('devid')) ?? 0];
    const pieces = wholeOf(childOf(each, 'Piece')?.text);
    const currency = each.attributes.get('cc') ?? '';
    if (faceValue === undefined || form === undefined || pieces === undefined) return [];
    if (faceValue < 1 || faceValue > FACE_VALUE_MAX || pieces > PIECES_MAX) return [];
    return [{ currency, faceValue, form, pieces, revision: wholeOf(each.attributes.get('rev')) ?? 0 }];
  });
}
