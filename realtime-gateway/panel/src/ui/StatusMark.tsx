import type { Face } from '../board/facts';
import { useWords } from '../words/words';
import { Icon, type IconName } from './Icon';

/** Icon and word of a status, always together: no state is told by colour alone. */
export function StatusMark({ face, spins = false }: { face: Face; spins?: boolean }) {
  const words = useWords();
  return (
    <span className={`st s-${face}`}>
      <StatusIcon face={face} spins={spins} />
      {words.face[face]}
    </span>
  );
}

export function StatusIcon({ face, spins = false }: { face: Face; spins?: boolean }) {
  const name: IconName = `s-${face}`;
  return <Icon name={name} {...(spins && face === 'running' ? { className: 'spin' } : {})} />;
}
