import { useEffect } from 'react';
import { useAttention } from '../board/use-attention';
import { useSpeech } from '../words/words';
import { usePanel } from './panel';
import type { View } from './router';

/**
 * Names the tab: the view, and before it how many tasks need a person now, whichever moment is shown. While there are
 * any, its icon has a dot.
 */
export function PageTitle({ view }: { view: View | null }) {
  const { words, format } = useSpeech();
  const { live } = usePanel();
  const count = useAttention(live);
  const before = count === 0 ? '' : `(${format.number(count)}) `;
  const name = view === null ? words.notFound : words.views[view];
  const title = `${before}${name} · ${words.product}`;
  useEffect(() => void (document.title = title), [title]);
  const icon = count === 0 ? '/favicon.svg' : '/favicon-attention.svg';
  useEffect(() => document.querySelector('link[rel="icon"]')?.setAttribute('href', icon), [icon]);
  return null;
}
