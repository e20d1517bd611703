import postgres from 'postgres';
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
  owner = await ownerAtKeyboard('/shops/add', 'Add a shop');
  ({ button, complaints, page, press, typeAndGoOn, walk } = owner);
}, 180_000);
afterAll(() => owner?.leave());

test('a shop is added by keyboard, what is wrong is said, and its pairing follows at once', async () => {
  await page.getByLabel('Code').focus();
  await typeAndGoOn('cnx');
  await typeAndGoOn('เชียงใหม่');
  await typeAndGoOn('Chiang Mai');
  await typeAndGoOn('Asia/Chiangmai');
  await press(button('Add shop'), 'Enter');
  await page.getByText('No time zone has this name.').waitFor();
  await page.getByLabel('Time zone').focus();
  await typeAndGoOn('Asia/Bangkok');
  await press(button('Add shop'), 'Enter');
  await page.getByRole('heading', { name: 'Chiang Mai' }).waitFor();
  await button('Make the code').waitFor();
});

let added: string;

test('its machines are added and named where it is paired', async () => {
  await page.getByText('This shop has no machine yet.').waitFor();
  added = new URL(page.url()).searchParams.get('shop') ?? '';
  await press(button('Add machine'), 'Enter');
  await page.getByLabel('Name', { exact: true }).fill('CI-10 counter');
  await page.getByLabel('Kind').selectOption({ label: 'Cash Infinity with FCC on the network' });
  await press(button('Save'), 'Enter');
  await page.getByText('Cash Infinity with FCC on the network · THB').waitFor();
  await press(button('Change: CI-10 counter'), 'Enter');
  await page.getByLabel('Serial number').fill('FCC-77');
  await press(button('Save'), 'Enter');
  await page.getByText('FCC-77').waitFor();
});

/** Whether the demo has an open case goes by the hour. */
async function openCase(shop: string): Promise<void> {
  const sql = postgres(owner.superUrl, { max: 1 });
  const opened = await sql`
    insert into cases (org_id, machine_id, case_id, shop_id, about, currency, opened_at)
    select org_id, machine_id, gen_random_uuid(), shop_id, 'discrepancy', 'THB', now()
    from machines where shop_id = ${shop}
    returning 1`;
  await sql.end();
  expect(opened).toHaveLength(1);
}

test('a machine is taken out of service and put back, and not while cases of it wait', async () => {
  await press(button('Retire: CI-10 counter'), 'Enter');
  await press(page.getByRole('dialog').getByRole('button', { name: 'Retire', exact: true }), 'Enter');
  await page.getByRole('heading', { name: 'Out of service' }).waitFor();
  await press(button('Put back: CI-10 counter'), 'Enter');
  await button('Retire: CI-10 counter').waitFor();
  expect(await page.getByRole('heading', { name: 'Out of service' }).count()).toBe(0);
  await openCase(walk.shop.shopId);
  await page.goto(`/agents/pair?shop=${walk.shop.shopId}`);
  await press(page.getByRole('button', { name: /^Retire: / }).first(), 'Enter');
  await press(page.getByRole('dialog').getByRole('button', { name: 'Retire', exact: true }), 'Enter');
  await page.getByText('Cases of the machine wait for a person.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('until a PC is paired its day can be changed', async () => {
  await page.goto(`/shops/${added}/settings`);
  await press(button('Change: Day and currency'), 'Enter');
  await page.getByLabel('Business day begins').fill('05:30');
  await press(button('Save'), 'Enter');
  await page.getByText('05:30').waitFor();
  await page.goto(`/shops/${walk.shop.shopId}/settings`);
  await button('Close shop').waitFor();
  expect(await button('Change: Day and currency').count()).toBe(0);
});

test('opening hours are typed by keyboard, over midnight too, and what overlaps is said before it is sent', async () => {
  await press(button('Change: Opening hours'), 'Enter');
  await press(page.getByLabel('These hours'), 'Space');
  await press(button('Add hours: Monday'), 'Enter');
  await page.getByLabel('Monday 1: opens').fill('18:00');
  await page.getByLabel('Monday 1: closes').fill('02:00');
  await page.getByText('on the next day').waitFor();
  await press(button('Every day like this: Monday'), 'Enter');
  await press(button('Add hours: Sunday'), 'Enter');
  await page.getByLabel('Sunday 2: opens').fill('01:00');
  await page.getByLabel('Sunday 2: closes').fill('05:00');
  await press(button('Save'), 'Enter');
  await page.getByText('Hours overlap, perhaps those of one day with the next.').waitFor();
  await press(button('Remove hours: Sunday 2'), 'Enter');
  await press(button('Save'), 'Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('18:00–02:00 on the next day').first().waitFor();
  await press(button('Back to the organization’s: Opening hours'), 'Enter');
  await page.getByText('Always open').waitFor();
});

test('a shop sets when cash is brought to it, levels go by it, and it goes back to the organization’s', async () => {
  await press(button('Change: Delivery of cash'), 'Enter');
  await page.getByLabel('Days from order to delivery').fill('3');
  await press(page.getByRole('checkbox', { name: 'Saturday' }), 'Space');
  await press(button('Add a day'), 'Enter');
  await page.getByLabel('Days without delivery 1', { exact: true }).fill('2026-12-31');
  await press(button('Save'), 'Enter');
  await page.getByText('3 days after the order at the earliest').waitFor();
  await page.getByText('31 Dec 2026').waitFor();
  await page.goto(`/cash/levels?shop=${walk.shop.shopId}`);
  await page.getByText('Friday, Saturday, 3 days after the order at the earliest', { exact: false }).waitFor();
  await page.goto(`/shops/${walk.shop.shopId}/settings`);
  await press(button('Back to the organization’s: Delivery of cash'), 'Enter');
  await page.getByText('2 days after the order at the earliest').waitFor();
});

test('what the organization sets holds where a shop sets nothing, and the page names who does', async () => {
  await press(button('Change: Limits'), 'Enter');
  await page.getByLabel('Payout without a second PIN, up to').focus();
  await typeAndGoOn('70000');
  await press(button('Save'), 'Enter');
  await page.getByText('฿70,000.00').waitFor();
  await page.goto('/organization');
  await press(button('Change: Limits'), 'Enter');
  await page.getByLabel('Payout without a second PIN, up to').focus();
  await typeAndGoOn('12345');
  await press(button('Save'), 'Enter');
  await page.getByText('฿12,345.00').waitFor();
  await page.getByText('2 of 4 shops set it themselves:').waitFor();
  await page.getByRole('link', { name: 'Hat Yai', exact: true }).last().click();
  await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  await page.getByText('฿70,000.00').waitFor();
  await press(button('Back to the organization’s: Payout without a second PIN, up to'), 'Enter');
  await page.getByText('฿12,345.00').waitFor();
});

test('a shop whose PC may still deliver is not closed, and one that never began is', async () => {
  await press(button('Close shop'), 'Enter');
  await press(page.getByRole('dialog').getByRole('button', { name: 'Close shop', exact: true }), 'Enter');
  await page.getByText('A PC of the shop may still deliver.').waitFor();
  await page.goto('/shops');
  await page.getByRole('link', { name: 'Chiang Mai' }).first().click();
  await page.getByRole('heading', { name: 'Chiang Mai', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await press(button('Close shop'), 'Enter');
  await press(page.getByRole('dialog').getByRole('button', { name: 'Close shop', exact: true }), 'Enter');
  await button('Open again').waitFor();
  await page.getByRole('note').getByText('This shop is closed.').waitFor();
  await page.goto('/shops');
  await page.getByRole('heading', { name: 'Shops', exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'Chiang Mai' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
