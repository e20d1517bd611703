import { expect, test } from 'vitest';
import { pathOf } from './serial-port.ts';

const PORTS = [
  { path: '/dev/ttyUSB0', vendorId: '0403', productId: '6001', serialNumber: 'A1' },
  { path: '/dev/ttyUSB1', vendorId: '0403', productId: '6001', serialNumber: 'B2', locationId: '1-2' },
];

test('a port is found by what is plugged in, whatever number it has got', () => {
  expect(pathOf({ vendorId: '0403', serialNumber: 'b2' }, PORTS)).toBe('/dev/ttyUSB1');
  expect(pathOf({ locationId: '1-2' }, PORTS)).toBe('/dev/ttyUSB1');
});

test('no port, several ports and an empty identity are each said', () => {
  expect(() => pathOf({ serialNumber: 'C3' }, PORTS)).toThrow('not plugged in');
  expect(() => pathOf({ vendorId: '0403' }, PORTS)).toThrow('2 serial adapters match');
  expect(() => pathOf({}, PORTS)).toThrow('at least one field');
});
