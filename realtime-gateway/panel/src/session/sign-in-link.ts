import { api } from '../wire/api';

/** The link that a local run prints: it signs one browser in, without the token. */

let refused = false;

/** Whether this page was opened by a link that was used before, or is too old; told once. */
export function takeRefusal(): boolean {
  const was = refused;
  refused = false;
  return was;
}

/** Signs in where the address has a code, and takes it out: no reload and no copied address carries it on. */
export async function followSignInLink(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('sign-in');
  if (code === null) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  refused = (await api.signInByLink(code)).kind !== 'ok';
}
