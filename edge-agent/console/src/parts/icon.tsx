/** Sixteen-pixel drawings, one stroke weight. Their shapes differ so that no state depends on colour. */
const PATHS = {
  take: ['M8 2v8M4.5 6.5 8 10l3.5-3.5M2.5 13.5h11'],
  pay: ['M8 10V2M4.5 5.5 8 2l3.5 3.5M2.5 13.5h11'],
  exchange: ['M3 5.5h9M9.5 3 12 5.5 9.5 8M13 10.5H4M6.5 8 4 10.5 6.5 13'],
  refill: ['M2.5 7.5v6h11v-6M8 1.5v7M5.5 6 8 8.5 10.5 6'],
  collect: ['M2 5l6-3 6 3v6.5l-6 3-6-3zM2 5l6 3 6-3M8 8v6.5'],
  shift: ['M3 3.5h10v10H3zM3 6.5h10M6 2v3M10 2v3'],
  person: ['M8 7.5A2.5 2.5 0 1 0 8 2.5a2.5 2.5 0 0 0 0 5zM3 13.5c0-2.5 2-4 5-4s5 1.5 5 4'],
  cloud: ['M4.5 12.5a3 3 0 0 1-.4-6 4 4 0 0 1 7.7.7 2.7 2.7 0 0 1-.3 5.3z'],
  offline: ['M2 2l12 12M4.5 12.5a3 3 0 0 1-.4-6M6.3 4a4 4 0 0 1 5.5 3.2 2.7 2.7 0 0 1 1.4 4.3M10 12.5H4.5'],
  machine: ['M2.5 2h11v12h-11zM2.5 6h11M5 4h2M5 8.5v3M8 8.5v3M11 8.5v3'],
  warning: ['M8 2 15 13.5H1zM8 6.5v3.3M8 11.6h.1'],
  silent: ['M2 2l12 12M5.5 3.5V2M10.5 2v3M4.5 5H4v2.5a4 4 0 0 0 5.8 3.5M7.5 5H12v2.5c0 .5-.1 1-.3 1.5M8 11.5v3'],
  refused: ['M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM3.8 12.2l8.4-8.4'],
  unknown: ['M5.5 1.8h5l3.7 3.7v5l-3.7 3.7h-5L1.8 10.5v-5zM6.3 6.2a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.2h.1'],
  lock: ['M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2'],
  next: ['M2.5 8h11M9.5 4l4 4-4 4'],
  back: ['M6.5 3.5 3 7l3.5 3.5M3 7h6.5a3 3 0 0 1 0 6H7'],
  tick: ['M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.3 8.2l2 2 3.5-4'],
  cross: ['M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4'],
  clock: ['M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.5'],
  sun: [
    'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  ],
  moon: ['M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z'],
  more: ['M6 4l4 4-4 4'],
} as const;

export type IconName = keyof typeof PATHS | 'partial';

export function Icon({ name, className = 'ic' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true">
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
