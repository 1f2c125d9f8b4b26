import { useSyncExternalStore } from 'react';
import { remember } from './preferences';

/** The theme follows the system until a person chooses; `public/theme.js` applies the choice before the first paint. */
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const isDark = (): boolean => {
  const chosen = document.documentElement.dataset.theme;
  return chosen === undefined ? systemIsDark.matches : chosen === 'dark';
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  systemIsDark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    systemIsDark.removeEventListener('change', listener);
  };
}

export function switchTheme(): void {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  remember('theme', theme);
  for (const listener of listeners) listener();
}

export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark);
