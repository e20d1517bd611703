'use client';

/** The last net, where not even the layout could be made: both languages, no style but the browser's own. */
export default function GlobalError({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}) {
  return (
    <html lang="en">
      <body
        style={{ font: '16px/1.5 system-ui, sans-serif', maxWidth: '34em', margin: '15vh auto', padding: '0 24px' }}
      >
        <h1 style={{ fontSize: 24 }}>Something failed on our side. Nothing was changed.</h1>
        <p lang="th">ระบบขัดข้อง ยังไม่มีการเปลี่ยนแปลงข้อมูล</p>
        <p>
          <button type="button" onClick={reset} style={{ font: 'inherit', padding: '8px 16px' }}>
            Try again · <span lang="th">ลองใหม่</span>
          </button>
        </p>
        <p style={{ color: '#64676e', fontSize: 13 }}>{error.digest}</p>
      </body>
    </html>
  );
}
