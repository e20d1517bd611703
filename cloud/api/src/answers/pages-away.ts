import type { Language } from './problem.ts';

export interface AwayWish {
  /** Comes first; the other language stands below it. */
  readonly language: Language;
  readonly theme: 'light' | 'dark' | 'system';
  readonly requestId: string;
  /** After so long the page loads itself again. */
  readonly againMs: number;
}

const WORDS = {
  en: {
    title: 'The pages will be back in a moment',
    calm: 'Shops keep working and recording; nothing is lost. This page tries again by itself.',
    again: 'Try again now',
    request: 'Request',
  },
  th: {
    title: 'หน้าเว็บจะกลับมาในอีกสักครู่',
    calm: 'ทุกสาขายังขายและบันทึกได้ตามปกติ ข้อมูลไม่หาย หน้านี้จะลองใหม่เอง',
    again: 'ลองใหม่ทันที',
    request: 'รหัสคำขอ',
  },
} as const;
const MS_PER_S = 1_000;

/** What a browser shows while the dashboard's process is away: one file with nothing to fetch, in both languages and themes. */
export function pagesAway({ language, theme, requestId, againMs }: AwayWish): string {
  const other = language === 'th' ? 'en' : 'th';
  const scheme = theme === 'system' ? 'light dark' : theme;
  return `<!doctype html>
<html lang="${language}" style="color-scheme:${scheme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${Math.ceil(againMs / MS_PER_S)}">
<title>${WORDS[language].title} · Tillbridge</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="brand">${MARK} Tillbridge</p>
<h1>${WORDS[language].title}</h1>
<p role="status">${WORDS[language].calm}</p>
<p><a href="">${WORDS[language].again}</a></p>
<section lang="${other}">
<h2>${WORDS[other].title}</h2>
<p>${WORDS[other].calm}</p>
</section>
<p class="meta">${WORDS[language].request} ${requestId}</p>
</main>
</body>
</html>
`;
}

const MARK =
  '<svg viewBox="0 0 20 20" width="24" height="24" aria-hidden="true"><path d="M3 17V9M17 17V9M1.5 9h17M3 13a7 5 0 0 1 14 0M10 3v3M7 6h6"/></svg>';

/** The dashboard's own tokens, as far as one quiet page needs them. */
const STYLE = `
*{margin:0;box-sizing:border-box}
body{min-height:100vh;display:grid;align-items:center;justify-items:center;padding:32px 16px;
font:400 .875rem/1.43 "IBM Plex Sans","IBM Plex Sans Thai","Noto Sans Thai","Leelawadee UI",Thonburi,system-ui,sans-serif;
color:light-dark(#1a1b1e,#ecedee);background:light-dark(#ffffff,#101113)}
main{width:100%;max-width:30rem;display:grid;gap:16px}
.brand{display:flex;align-items:center;gap:8px;font-weight:600;margin-bottom:16px}
svg{fill:none;stroke:light-dark(#2a4fc4,#96adff);stroke-width:2;stroke-linecap:round}
h1{font-size:1.75rem;line-height:2.25rem;font-weight:600}
h2{font-size:1.125rem;line-height:1.5rem;font-weight:600}
a{display:inline-flex;align-items:center;min-height:44px;padding:0 16px;border-radius:6px;font-weight:500;
text-decoration:none;color:#fff;background:light-dark(#2a4fc4,#3f61d6)}
a:focus-visible{outline:2px solid light-dark(#2a4fc4,#96adff);outline-offset:2px}
section{display:grid;gap:8px;padding-top:24px;margin-top:8px;border-top:1px solid light-dark(#e4e3df,#2a2d31);
color:light-dark(#494c52,#b5b8bd)}
.meta{font-size:.8125rem;color:light-dark(#64676e,#959aa1);overflow-wrap:anywhere}
`;
