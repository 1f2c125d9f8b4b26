import type { Panel } from '../app/panel';
import { refusal } from '../task/use-task-actions';
import type { Words } from '../words/pt';
import { api } from '../wire/api';

/** Takes an agent off the list and tells what came of it; the board's own word removes the row. */
export async function retire(id: string, toaster: Panel['toaster'], words: Words): Promise<void> {
  const answer = await api.retireAgent(id);
  switch (answer.kind) {
    case 'ok':
      return toaster.show({ text: words.agents.retired(id), tone: 'plain' });
    case 'refused':
      return toaster.show({ text: words.agents.notRetired(refusal(answer, words)), tone: 'bad' });
    case 'unanswered':
      return toaster.show({
        text: words.noAnswer,
        tone: 'bad',
        actions: [{ label: words.act.tryAgain, run: () => void retire(id, toaster, words) }],
      });
    case 'signedOut':
      return;
  }
}
