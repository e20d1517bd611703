/** Sixteen-pixel drawings, one stroke weight. Their shapes differ so that no state depends on colour. */
const PATHS = {
  today: ['M2 8l6-5.5L14 8M3.5 7v6.5h9V7'],
  shop: ['M2 6.5 3.2 2.5h9.6L14 6.5M2 6.5a2 2 0 0 0 4 0 2 2 0 0 0 4 0 2 2 0 0 0 4 0M3 8.5v5h10v-5'],
  list: ['M5.5 4H14M5.5 8H14M5.5 12H14M2 4h.5M2 8h.5M2 12h.5'],
  person: ['M8 7.5A2.5 2.5 0 1 0 8 2.5a2.5 2.5 0 0 0 0 5zM3 13.5c0-2.5 2-4 5-4s5 1.5 5 4'],
  warning: ['M8 2 15 13.5H1zM8 6.5v3.3M8 11.6h.1'],
  silent: ['M2 2l12 12M5.5 3.5V2M10.5 2v3M4.5 5H4v2.5a4 4 0 0 0 5.8 3.5M7.5 5H12v2.5c0 .5-.1 1-.3 1.5M8 11.5v3'],
  plug: ['M5.5 2v3M10.5 2v3M4 5h8v2.5a4 4 0 0 1-8 0zM8 11.5V14.5'],
  refused: ['M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM3.8 12.2l8.4-8.4'],
  unknown: ['M5.5 1.8h5l3.7 3.7v5l-3.7 3.7h-5L1.8 10.5v-5zM6.3 6.2a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.2h.1'],
  role: ['M8 2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM6 8l1.5 1.5L10.3 6.5'],
  unlocked: ['M3.5 7h9v6.5h-9zM5.5 7V4.5a2.5 2.5 0 0 1 4.8-1'],
  retained: ['M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2'],
  next: ['M6 4l4 4-4 4'],
  back: ['M10 4l-4 4 4 4'],
  down: ['M4 6l4 4 4-4'],
  copy: ['M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3'],
  cross: ['M4 4l8 8M12 4l-8 8'],
  clock: ['M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.5'],
  tick: ['M3 8.5l3.5 3.5L13 4.5'],
  low: ['M8 2.5v9M4 8l4 4 4-4M3 14.2h10'],
  high: ['M8 13.5v-9M4 8l4-4 4 4M3 1.8h10'],
  up: ['M8 13.5v-10M4 7l4-4 4 4'],
  table: ['M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10'],
  tray: ['M2 9.5 4 3h8l2 6.5v4H2zM2 9.5h3.5l1 2h3l1-2H14'],
  lost: ['M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h2M9.5 9.5l2 2M11.5 9.5l-2 2'],
  disk: ['M2 9.2 4 3h8l2 6.2v4.3H2zM2 9.2h12M10 11.4h1.8'],
  trail: ['M3.5 2h9v12h-9zM6 5h4M6 7.5h4M6 10h2.5'],
  box: ['M8 1.8 13.8 4.8v6.4L8 14.2 2.2 11.2V4.8zM2.2 4.8 8 7.8l5.8-3M8 7.8v6.4'],
  save: ['M8 2.5v7.5M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11'],
  variance: ['M8 2v6M5 5h6M3 11.5h10'],
  cash: ['M1.5 4h13v8h-13zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 6v4M12 6v4'],
  case: ['M2.5 5h11v8.5h-11zM5.5 5V2.8h5V5M2.5 8.5h11'],
  compare: ['M3 13.5V8M8 13.5V3M13 13.5V6M1.5 13.5h13'],
  snooze: ['M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6 6h4l-4 4h4'],
  pipe: ['M1.5 5h4v6h-4zM10.5 5h4v6h-4zM5.5 8h5M8 6l2 2-2 2'],
  more: ['M3.5 8h.1M8 8h.1M12.5 8h.1'],
  bell: ['M4 11V7a4 4 0 0 1 8 0v4l1.5 1.5h-11zM6.7 14.2h2.6'],
  send: ['M14 2 1.8 6.6l4.7 2.9L9.4 14.2zM6.5 9.5 14 2'],
  queue: ['M2 3.5h12v3H2zM2 9.5h12v3H2zM4.5 5h.1M4.5 11h.1M7.5 5H12M7.5 11H12'],
  leave: ['M6.5 2.5h-4v11h4M6.5 8h7M10.5 5l3 3-3 3'],
} as const;

export type IconName = keyof typeof PATHS | 'partial';

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      {name === 'partial' ? (
        <>
          <path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12z" />
          <path d="M8 2.8a5.2 5.2 0 0 0 0 10.4z" fill="currentColor" stroke="none" />
        </>
      ) : (
        PATHS[name].map((d) => <path key={d} d={d} />)
      )}
    </svg>
  );
}

/** A bridge over a till drawer: the product's mark. */
export function Brand() {
  return (
    <>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path
          d="M3 17V9M17 17V9M1.5 9h17M3 13a7 5 0 0 1 14 0M10 3v3M7 6h6"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
      Tillbridge
    </>
  );
}
