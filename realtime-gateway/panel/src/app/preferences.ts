/** Small choices kept per browser. Never a token, never a task. */
export type Preference =
  'theme' | 'language' | 'density' | 'collapsed' | 'letters' | 'notices' | 'views';

const keyOf = (name: Preference) => `mc.${name}`;

export function recall(name: Preference): string | null {
  try {
    return localStorage.getItem(keyOf(name));
  } catch {
    return null; // Storage may be refused; the default then holds.
  }
}

export function remember(name: Preference, value: string): void {
  try {
    localStorage.setItem(keyOf(name), value);
  } catch {
    // The choice holds until the page is left, which is all that a refused storage allows.
  }
}

/** Single letters can be switched off, for those whose speech or tremor types them (WCAG 2.1.4). */
export const lettersAreOn = (): boolean => recall('letters') !== 'off';
