import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnerAtKeyboard, ownerAtKeyboard } from './owner-at-keyboard.ts';

let owner: OwnerAtKeyboard;
let button: OwnerAtKeyboard['button'];
let complaints: OwnerAtKeyboard['complaints'];
let page: OwnerAtKeyboard['page'];
let press: OwnerAtKeyboard['press'];
let typeAndGoOn: OwnerAtKeyboard['typeAndGoOn'];
let walk: OwnerAtKeyboard['walk'];

beforeAll(async () => {
  owner = await ownerAtKeyboard('/roles', 'Roles');
  ({ button, complaints, page, press, typeAndGoOn, walk } = owner);
}, 180_000);
afterAll(() => owner?.leave());

test('a role of one’s own is made as a copy, edited and deleted by keyboard', async () => {
  await press(button('Copy: Cashier'), 'Enter');
  await page.getByLabel('Name in English').focus();
  await typeAndGoOn('Night cashier');
  await typeAndGoOn('แคชเชียร์กะดึก');
  await press(page.getByLabel('approve a large payout'), 'Space');
  await press(button('Save'), 'Enter');
  await page.getByRole('columnheader', { name: 'Night cashier' }).waitFor();
  await press(button('Edit: Night cashier'), 'Enter');
  expect(await page.getByLabel('approve a large payout').isChecked()).toBe(true);
  await press(page.getByLabel('approve a large payout'), 'Space');
  await press(button('Save'), 'Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press(button('Delete: Night cashier'), 'Enter');
  await press(button('Delete'), 'Enter');
  await page.getByRole('columnheader', { name: 'Night cashier' }).waitFor({ state: 'detached' });
});

test('looking through a role is marked on every page, changes nothing, and has a way out', async () => {
  await press(button('View as: Cashier'), 'Enter');
  await press(button('View'), 'Enter');
  await page.getByText('You are viewing as Cashier. Nothing can be changed.').waitFor();
  await page.goto('/shops');
  await page.getByText('You are viewing as Cashier. Nothing can be changed.').waitFor();
  expect(await page.getByRole('link', { name: 'Roles', exact: true }).count()).toBe(0);
  await press(button('Back to my view'), 'Enter');
  await page.getByRole('heading', { name: 'Roles', exact: true }).waitFor();
});

test('an employee is added with a PIN, changed and ended by keyboard, and the page says how far the shop follows', async () => {
  await page.goto(`/shops/${walk.shop.shopId}/employees`);
  await press(button('Add employee'), 'Enter');
  await page.getByLabel('Number').focus();
  await typeAndGoOn('77');
  await typeAndGoOn('Somsri');
  await typeAndGoOn('1234');
  await press(button('Save'), 'Enter');
  await page.getByRole('alert').getByText('The PIN is one that anybody would try first.').waitFor();
  await page.getByLabel('PIN', { exact: true }).focus();
  await typeAndGoOn('2580');
  await press(page.getByLabel('open a shift'), 'Space');
  await press(button('Save'), 'Enter');
  await page.getByText('May open a shift').waitFor();
  await press(button('Edit: Somsri'), 'Enter');
  await press(page.getByLabel('close a shift'), 'Space');
  await press(button('Save'), 'Enter');
  await page.getByText('May open a shift, close a shift').waitFor();
  await press(button('End sign-in: Somsri'), 'Enter');
  await button('Restore sign-in: Somsri').waitFor();
  await page.getByText(/: (waiting for the shop, changed|in force at the shop since) /).waitFor();
});

test('limits and levels are set, and what makes no sense is said before anything is sent', async () => {
  await page.goto(`/shops/${walk.shop.shopId}/settings`);
  await press(button('Change: Limits'), 'Enter');
  const payout = page.getByLabel('Payout without a second PIN, up to');
  await payout.focus();
  await typeAndGoOn('12.345');
  await press(button('Save'), 'Enter');
  await page.getByText('That is no amount.').waitFor();
  await payout.focus();
  await typeAndGoOn('1500.50');
  await press(button('Save'), 'Enter');
  await page.getByText('฿1,500.50').waitFor();
  expect(complaints).toEqual([]);
});
