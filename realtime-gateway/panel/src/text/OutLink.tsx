import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import { webAddress } from './links';

/** A link that somebody else wrote: it says that it leaves the page. What leads nowhere safe is only its text. */
export function OutLink({ to, children }: { to: string; children: ReactNode }) {
  const words = useWords();
  const address = webAddress(to);
  if (address === null) return children;
  return (
    <a
      className="link out"
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={visibleText(address)}
    >
      {children}
      <Icon name="out" />
      <span className="vh"> ({words.leaves})</span>
    </a>
  );
}
