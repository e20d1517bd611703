import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnerAtKeyboard, ownerAtKeyboard } from './owner-at-keyboard.ts';

let owner: OwnerAtKeyboard;

beforeAll(async () => {
  owner = await ownerAtKeyboard('/notifications', 'Notifications');
}, 180_000);
afterAll(() => owner?.leave());

test('a webhook is added for certain matters and hours by keyboard, and its secret is shown once', async () => {
  const { page, press, button } = owner;
  await page.locator('button:enabled', { hasText: 'Add a channel' }).waitFor();
  await press(button('Add a channel'), 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Add a channel' });
  await dialog.getByLabel('Kind').selectOption('webhook');
  await dialog.getByLabel('Name').fill('Night desk');
  await dialog.getByLabel('Address (https)').fill('https://hooks.example/till');
  await press(dialog.getByLabel('Levels'), 'Space');
  await press(dialog.getByLabel('In certain hours'), 'Space');
  await dialog.getByLabel('Monday 1: opens').waitFor();
  await press(dialog.getByRole('button', { name: 'Add a channel', exact: true }), 'Enter');
  await dialog.getByText(/^whsec_/).waitFor();
  await press(button('I kept it'), 'Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('https://hooks.example/till').waitFor();
  await page.getByText('In certain hours').first().waitFor();
});

test('it is changed without its secret: the dialog holds what stands, and what it was told stays in its log', async () => {
  const { page, press, button } = owner;
  await press(button('Change: Night desk'), 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Night desk' });
  expect(await dialog.getByLabel('Levels').isChecked()).toBe(false);
  expect(await dialog.getByLabel('In certain hours').isChecked()).toBe(true);
  await dialog.getByLabel('Name').fill('Day desk');
  await press(dialog.getByLabel('Only what nobody acknowledged in time'), 'Space');
  await dialog.getByLabel('Minutes without an acknowledgement').fill('20');
  await press(dialog.getByLabel('At any hour', { exact: true }), 'Space');
  await press(dialog.getByRole('button', { name: 'Save', exact: true }), 'Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('What nobody acknowledged within 20 min').waitFor();
  await page.getByText('Day desk').first().waitFor();
});

test('a new signing secret says what becomes of the old one', async () => {
  const { page, press, button } = owner;
  await press(button('New signing secret: Day desk'), 'Enter');
  const dialog = page.getByRole('dialog', { name: 'New signing secret' });
  await dialog.getByText(/keeps signing beside the new one for 24 hours/).waitFor();
  await press(dialog.getByRole('button', { name: 'New signing secret', exact: true }), 'Enter');
  await dialog.getByText(/^whsec_/).waitFor();
  await press(button('I kept it'), 'Enter');
  await page.getByText(/^The former secret signs too until/).waitFor();
  expect(owner.complaints).toEqual([]);
});
