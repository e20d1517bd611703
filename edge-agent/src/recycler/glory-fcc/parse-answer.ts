import { EVENT_ROOT } from './constants.ts';
import { childOf, parseXml, wholeOf, type XmlElement } from './parse-xml.ts';

/** What the machine answered, with the fields that every answer has. */
export interface FccAnswer {
  /** Name of the element, such as `ChangeResponse`. */
  readonly name: string;
  readonly result: number;
  readonly id: string;
  readonly seqNo: string;
  readonly sessionId?: string;
  readonly element: XmlElement;
}

/** An event of the line that the machine dials. `answer`: nearly every answer is repeated there. */
export type FccEvent =
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'status'; readonly status: number; readonly amount: number | undefined }
  | { readonly kind: 'device'; readonly device: number; readonly name: string; readonly element: XmlElement }
  | { readonly kind: 'answer'; readonly answer: FccAnswer }
  | { readonly kind: 'other'; readonly name: string };

/** Reads a SOAP 1.1 envelope: Envelope/Body and its first element. */
export function parseAnswer(text: string): { readonly answer: FccAnswer } | { readonly mistake: string } {
  const read = parseXml(text);
  if ('mistake' in read) return read;
  if (read.root.name !== 'Envelope') return { mistake: `<${read.root.name}> is no envelope` };
  const payload = childOf(read.root, 'Body')?.children[0];
  if (payload === undefined) return { mistake: 'the envelope is empty' };
  if (payload.name === 'Fault') return { mistake: `fault: ${childOf(payload, 'faultstring')?.text ?? 'unnamed'}` };
  const answer = answerOf(payload);
  return answer === undefined ? { mistake: `${payload.name} has no result` } : { answer };
}

/** Reads one message of the event line. */
export function parseEvent(text: string): FccEvent | { readonly mistake: string } {
  const read = parseXml(text);
  if ('mistake' in read) return read;
  if (read.root.name !== EVENT_ROOT) return { mistake: `<${read.root.name}> is no event` };
  const [first] = read.root.children;
  if (first === undefined) return { mistake: 'the event is empty' };
  if (first.name === 'HeartBeatEvent') return { kind: 'heartbeat' };
  if (first.name === 'StatusChangeEvent') {
    const status = wholeOf(childOf(first, 'Status')?.text);
    if (status === undefined) return { mistake: 'a status event without status' };
    return { kind: 'status', status, amount: wholeOf(childOf(first, 'Amount')?.text) };
  }
  if (first.name === 'GlyCashierEvent') {
    const [inner] = first.children;
    const device = wholeOf(first.attributes.get('devid'));
    if (inner === undefined || device === undefined) return { mistake: 'a device event without device' };
    return { kind: 'device', device, name: inner.name, element: inner };
  }
  const answer = first.name.endsWith('Response') ? answerOf(first) : undefined;
  return answer === undefined ? { kind: 'other', name: first.name } : { kind: 'answer', answer };
}

/** The answer inside an element; undefined when it has no result. Also for an answer that lies inside another. */
export function answerOf(element: XmlElement): FccAnswer | undefined {
  const result = wholeOf(element.attributes.get('result'));
  if (result === undefined) return undefined;
  const sessionId = childOf(element, 'SessionID')?.text;
  return {
    name: element.name,
    result,
    id: childOf(element, 'Id')?.text ?? '',
    seqNo: childOf(element, 'SeqNo')?.text ?? '',
    ...(sessionId === undefined || sessionId === '' ? {} : { sessionId }),
    element,
  };
}
