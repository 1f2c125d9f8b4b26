import { useMemo, useSyncExternalStore, type ComponentProps, type MouseEvent } from 'react';

export type View = 'board' | 'agents' | 'activity' | 'incidents' | 'health';

export interface Route {
  readonly view: View | null;
  /** The task whose drawer is open over the board. */
  readonly task: string | null;
}

const PATHS: Readonly<Record<View, string>> = {
  board: '/',
  agents: '/agents',
  activity: '/activity',
  incidents: '/incidents',
  health: '/health-view',
};

export const VIEWS = Object.keys(PATHS) as readonly View[];
export const pathOf = (view: View): string => PATHS[view];
export const taskPath = (id: string): string => `/tasks/${encodeURIComponent(id)}`;

export function routeOf(path: string): Route {
  const task = /^\/tasks\/([^/]+)\/?$/.exec(path)?.[1];
  if (task !== undefined) return { view: 'board', task: decode(task) };
  const view = VIEWS.find(
    (each) => PATHS[each] === (path === '/' ? path : path.replace(/\/$/, '')),
  );
  return { view: view ?? null, task: null };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A broken escape names no task; it is shown as it was typed.
  }
}

/** `?a=b`, or nothing when there is nothing to say. */
export function queryOf(search: URLSearchParams): string {
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', tell);
  };
}

export interface Step {
  /** Takes the place of the present entry, so that Back skips it. */
  readonly replace?: boolean;
  /** The board's own step, which closing the drawer may take back. */
  readonly fromBoard?: boolean;
}

/** Goes to an address of this panel. Filters stay in the address where the new one does not say otherwise. */
export function go(to: string, { replace = false, fromBoard = false }: Step = {}): void {
  const state = fromBoard ? { fromBoard } : null;
  if (replace) history.replaceState(state ?? history.state, '', to);
  else history.pushState(state, '', to);
  tell();
}

export const cameFromBoard = (): boolean =>
  (history.state as { fromBoard?: boolean } | null)?.fromBoard === true;

export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  return useMemo(() => routeOf(path), [path]);
}

export function useSearch(): URLSearchParams {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => new URLSearchParams(search), [search]);
}

/** A click that should stay on this page: no new tab, no download, no other button. */
export function isPlainClick(event: MouseEvent): boolean {
  return (
    event.button === 0 &&
    !event.metaKey &&
    !event.ctrlKey &&
    !event.shiftKey &&
    !event.altKey &&
    !event.defaultPrevented
  );
}

export function Link({ href, onClick, ...rest }: ComponentProps<'a'> & { href: string }) {
  return (
    <a
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go(href);
      }}
      {...rest}
    />
  );
}
