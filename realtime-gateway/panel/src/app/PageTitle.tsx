import { useEffect } from 'react';
import { useAttention } from '../board/use-attention';
import { useSpeech } from '../words/words';
import { usePanel } from './panel';
import type { View } from './router';

/** Names the tab: the view, and before it how many tasks need a person now, whichever moment is shown. */
export function PageTitle({ view }: { view: View | null }) {
  const { words, format } = useSpeech();
  const { live } = usePanel();
  const count = useAttention(live);
  const before = count === 0 ? '' : `(${format.number(count)}) `;
  const name = view === null ? words.notFound : words.views[view];
  const title = `${before}${name} · ${words.product}`;
  useEffect(() => void (document.title = title), [title]);
  return null;
}
