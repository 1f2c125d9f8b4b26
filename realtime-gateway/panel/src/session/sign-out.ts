import type { Panel } from '../app/panel';
import { forgetDraft } from '../create/CreateDialog';
import { forgetSayings } from '../questions/sayings';
import type { Words } from '../words/pt';
import { api } from '../wire/api';

/** Ends the session by a person's wish: nothing of the board stays in this tab. */
export async function signOut(panel: Panel, words: Words): Promise<void> {
  const answer = await api.signOut();
  if (answer.kind === 'unanswered' || answer.kind === 'refused') {
    const why = answer.kind === 'refused' ? words.refusedWith(answer.status) : words.unreachable;
    return panel.toaster.show({ text: `${words.stillSignedIn} ${why}`, tone: 'bad' });
  }
  panel.link.signedOut();
  panel.live.forget();
  panel.toaster.clear();
  panel.announcer.clear();
  forgetDraft();
  forgetSayings();
}
