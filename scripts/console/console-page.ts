import type { Page } from 'playwright-core';
import type { ConsoleRig } from './console-rig.ts';

export interface ConsoleLook {
  readonly language: 'th' | 'en';
  readonly theme: 'light' | 'dark';
}

/** Opens the console with a language and a theme, as a person would have chosen them. */
export async function openConsole(page: Page, rig: ConsoleRig, look: ConsoleLook): Promise<void> {
  await page.addInitScript(({ language, theme }) => {
    localStorage.setItem('tillbridge.language', language);
    localStorage.setItem('tillbridge.theme', theme);
  }, look);
  await page.goto(`${rig.origin}/`);
}

/** Signs in by touch: the name, then the PIN on the pad. */
export async function signIn(page: Page, who: { readonly name: string; readonly pin: string }): Promise<void> {
  await page.getByRole('button', { name: who.name }).click();
  for (const digit of who.pin) await page.locator('.keys').getByRole('button', { name: digit, exact: true }).click();
  await page.locator('.pin .first').click();
  await page.locator('.machine:not(.skeleton), .outcome').first().waitFor();
}

/** Types on the pad. */
export async function tap(page: Page, digits: string): Promise<void> {
  for (const digit of digits)
    await page.locator('.side .keys').getByRole('button', { name: digit, exact: true }).click();
}
