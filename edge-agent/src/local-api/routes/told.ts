import type { CashTransactionBody } from '@tillbridge/shared/fact';

/** Only what the recorded fact says, so that a repeated question gets the same answer. */
export function told(
  body: CashTransactionBody,
): Omit<CashTransactionBody, 'steps' | 'inventory' | 'device' | 'operator'> {
  const { steps: _steps, inventory: _inventory, device: _device, operator: _operator, ...rest } = body;
  return rest;
}
