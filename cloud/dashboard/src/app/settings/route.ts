import { localPath } from '../../settings/local-path.ts';
import { SETTINGS, type Setting } from '../../settings/settings.ts';

const YEAR_SECONDS = 31_536_000;

/**
 * Keeps one choice of language, theme or year in this browser, then goes back to the page that asked. A GET, because
 * nothing but GET is let through to these pages; asked by another site it keeps nothing.
 */
export function GET(request: Request): Response {
  const { searchParams } = new URL(request.url);
  const headers = new Headers({ location: pageBefore(request.headers.get('referer')), 'cache-control': 'no-store' });
  if (isOwnSite(request.headers.get('sec-fetch-site'))) {
    for (const setting of Object.keys(SETTINGS) as Setting[]) {
      const value = SETTINGS[setting].values.find((one) => one === searchParams.get(setting));
      if (value === undefined) continue;
      headers.append(
        'set-cookie',
        `${SETTINGS[setting].cookie}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`,
      );
    }
  }
  return new Response(null, { status: 303, headers });
}

function isOwnSite(site: string | null): boolean {
  return site === null || site === 'same-origin';
}

/** Only the path of the referrer, so that this never leads to another site. */
function pageBefore(referer: string | null): string {
  if (referer === null || !URL.canParse(referer)) return '/';
  const { pathname, search } = new URL(referer);
  return localPath(`${pathname}${search}`);
}
