import { PAGE_ACCESS } from './page-access.ts';

const PAGES = Object.entries(PAGE_ACCESS).map(([folder, access]) => ({ path: patternOf(folder), access }));

/** Whether these permissions open the page at an address. Where no page is there is nothing to refuse. */
export function maySee(here: string, permissions: readonly string[]): boolean {
  const [address = ''] = here.split('?');
  const access = PAGES.find(({ path }) => path.test(address))?.access ?? 'signed-in';
  return access === 'signed-in' || permissions.includes(access);
}

function patternOf(folder: string): RegExp {
  const pattern = folder.replace(/\[\.\.\.\w+\]/g, '.+').replace(/\[\w+\]/g, '[^/]+');
  return new RegExp(`^${pattern}/?$`);
}
