import type { ReactElement } from 'react';

/** The shapes of the panel, drawn on 16 × 16 with the colour of the text around them. */
const SHAPES = {
  activity: (
    <>
      <path d="M1.5 8.5h3l2-5.5 3 10 2-4.5h3" />
    </>
  ),
  agents: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3 13.5c.4-2.8 2.3-4.2 5-4.2s4.6 1.4 5 4.2" />
    </>
  ),
  archive: (
    <>
      <path d="M2 3h12v3H2zM3 6v7h10V6M6.5 9h3" />
    </>
  ),
  ask: (
    <>
      <path d="M2.5 3h11v8h-6L4.5 13.5V11h-2z" />
      <path d="M6.4 5.9a1.6 1.6 0 1 1 2.4 1.4c-.6.3-.8.6-.8 1.1M8 9.6v.1" strokeWidth="1.25" />
    </>
  ),
  ban: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m4 12 8-8" />
    </>
  ),
  board: (
    <>
      <path d="M2.5 3h3v10h-3zM6.5 3h3v6.5h-3zM10.5 3h3v8h-3z" />
    </>
  ),
  bookmark: (
    <>
      <path d="M4 2.5h8v11l-4-3.2-4 3.2z" />
    </>
  ),
  check: (
    <>
      <path d="m3 8.5 3.2 3.2L13 4.5" />
    </>
  ),
  chev: (
    <>
      <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8.5" r="5.5" />
      <path d="M8 5.5v3.2l2 1.3M6.5 1.2h3" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M3.5 10.5h-.5a.5.5 0 0 1-.5-.5V3a.5.5 0 0 1 .5-.5h7a.5.5 0 0 1 .5.5v.5" />
    </>
  ),
  dash: (
    <>
      <path d="M4 8h1.5M7.3 8h1.5M10.6 8H12" />
    </>
  ),
  density: (
    <>
      <path d="M3 4h10M3 8h10M3 12h10" />
    </>
  ),
  dots: (
    <>
      <circle className="f" cx="3" cy="8" r="1.3" />
      <circle className="f" cx="8" cy="8" r="1.3" />
      <circle className="f" cx="13" cy="8" r="1.3" />
    </>
  ),
  fold: (
    <>
      <path d="m9.5 4-4 4 4 4M12.5 3v10" />
    </>
  ),
  'g-backlog': (
    <>
      <path d="M2.5 9.5 4.2 3.5h7.6l1.7 6v3h-11z" />
      <path d="M2.5 9.5H6l.8 1.5h2.4l.8-1.5h3.5" />
    </>
  ),
  'g-blocked': (
    <>
      <path d="M2.5 5h11v4.5h-11zM4.5 9.5v4M11.5 9.5v4M5 9.5 8 5M9.5 9.5l3-4.5" />
    </>
  ),
  'g-doing': (
    <>
      <path d="M5 3.2v9.6L12.5 8z" />
    </>
  ),
  'g-done': (
    <>
      <path d="m3 8.5 3.2 3.2L13 4.5" />
    </>
  ),
  'g-review': (
    <>
      <path d="M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  'g-todo': (
    <>
      <path d="M6 4h7.5M6 8h7.5M6 12h7.5M2.5 4h.5M2.5 8h.5M2.5 12h.5" />
    </>
  ),
  edit: (
    <>
      <path d="m3 13 .6-3L10.5 3l2.5 2.5L6 12.4zM9 4.5 11.5 7" />
    </>
  ),
  filter: (
    <>
      <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M2.25 8h11.5M8 2.25c-4 3.5-4 8 0 11.5c4-3.5 4-8 0-11.5" />
    </>
  ),
  health: (
    <>
      <path d="M8 13.5S2 10 2 5.9A3 3 0 0 1 8 4.6a3 3 0 0 1 6 1.3C14 10 8 13.5 8 13.5z" />
    </>
  ),
  help: (
    <>
      <path d="M5.8 6a2.2 2.2 0 1 1 3.3 1.9C8.3 8.4 8 8.8 8 9.6M8 12v.1" />
    </>
  ),
  history: (
    <>
      <path d="M3 8a5 5 0 1 0 1.6-3.7M3 2v3h3M8 5.5V8l1.8 1.2" />
    </>
  ),
  link: (
    <>
      <path d="M6.5 9.5a2.5 2.5 0 0 0 3.5 0l2.5-2.5A2.5 2.5 0 0 0 9 3.5l-.8.8M9.5 6.5a2.5 2.5 0 0 0-3.5 0L3.5 9A2.5 2.5 0 0 0 7 12.5l.8-.8" />
    </>
  ),
  list: (
    <>
      <path d="M6 4h7.5M6 8h7.5M6 12h7.5M2.5 4h.5M2.5 8h.5M2.5 12h.5" />
    </>
  ),
  merge: (
    <>
      <path d="M3 3v3c0 2 1.5 3 5 3h5M3 13v-1c0-2 1.5-3 5-3M10.5 6.5 13 9l-2.5 2.5" />
    </>
  ),
  move: (
    <>
      <path d="M2.5 8h11M10 4.5 13.5 8 10 11.5" />
    </>
  ),
  mute: (
    <>
      <path d="M3 6.5v3h2.5L9 12.5v-9L5.5 6.5zM11.5 6.5l3 3m0-3-3 3" />
    </>
  ),
  next: (
    <>
      <path d="M6 3.5 10.5 8 6 12.5" />
    </>
  ),
  out: (
    <>
      <path d="M6.5 3.5H3.5v9h9v-3M9.5 3h3.5v3.5M13 3 7.5 8.5" />
    </>
  ),
  pause: (
    <>
      <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3 13.5c.4-2.8 2.3-4.2 5-4.2s4.6 1.4 5 4.2" />
    </>
  ),
  plug: (
    <>
      <path d="M5.5 2v3.5M10.5 2v3.5M4 5.5h8V8a4 4 0 0 1-8 0zM8 12v2.5" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  prev: (
    <>
      <path d="M10 3.5 5.5 8l4.5 4.5" />
    </>
  ),
  retry: (
    <>
      <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3" />
    </>
  ),
  's-ack': (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <circle className="f" cx="8" cy="8" r="2.5" />
    </>
  ),
  's-cancelled': (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m4 12 8-8" />
    </>
  ),
  's-done': (
    <>
      <circle className="f" cx="8" cy="8" r="6.5" />
      <path className="cut" d="m5 8.2 2.1 2.1L11 6" />
    </>
  ),
  's-failed': (
    <>
      <path className="f" d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z" />
      <path className="cut" d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" />
    </>
  ),
  's-queued': (
    <>
      <circle cx="8" cy="8" r="5.75" />
    </>
  ),
  's-running': (
    <>
      <circle cx="8" cy="8" r="5.75" opacity=".3" />
      <path d="M8 2.25A5.75 5.75 0 1 1 2.6 10" strokeWidth="2" />
    </>
  ),
  's-timeout': (
    <>
      <path className="f" d="M3.5 1.5h9v3L9.6 8l2.9 3.5v3h-9v-3L6.4 8 3.5 4.5z" />
      <path className="cut" d="M5.6 12.4h4.8" strokeWidth="1.4" />
    </>
  ),
  's-unsent': (
    <>
      <circle cx="8" cy="8" r="5.75" strokeDasharray="2 2.5" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.3 10.3 3.2 3.2" />
    </>
  ),
  send: (
    <>
      <path d="M14 2 7 9M14 2 9.5 14 7 9 2 6.5z" />
    </>
  ),
  theme: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path className="f" d="M8 2.5a5.5 5.5 0 0 1 0 11z" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.2 14.5 13.5h-13z" />
      <path d="M8 6.5v3M8 11.6v.1" />
    </>
  ),
  x: (
    <>
      <path d="m4 4 8 8m0-8-8 8" />
    </>
  ),
} as const satisfies Record<string, ReactElement>;

export type IconName = keyof typeof SHAPES;

/** Always beside a word or inside something with a name, so it is hidden from screen readers. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      className={className === undefined ? 'ic' : `ic ${className}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}
