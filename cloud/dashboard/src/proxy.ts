import { type NextRequest, NextResponse } from 'next/server';
import { HERE_HEADER } from './settings/here.ts';

/** Tells each page its own address, so that it can be returned to after a renewal. Decides nothing. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(HERE_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ['/((?!_next/|icon|settings|renew).*)'] };
