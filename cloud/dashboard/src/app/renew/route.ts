import { localPath } from '../../settings/local-path.ts';

/**
 * On the way to a renewal of the session. A page that is opened goes on to the API at once. A step inside the
 * dashboard, which asks for data and not for a page, gets something that is no data: then the browser opens this as a
 * page, and new cookies and the page that was wanted come by one ordinary road.
 */
export function GET(request: Request): Response {
  const opens = (request.headers.get('accept') ?? '').includes('text/html');
  if (!opens) return new Response('', { headers: { 'content-type': 'text/html', 'cache-control': 'no-store' } });
  const next = localPath(new URL(request.url).searchParams.get('next'));
  const location = `/api/v1/session/refresh?next=${encodeURIComponent(next)}`;
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}
