import type { RemoteFault } from '../app/use-remote';
import { useWords } from '../words/words';
import { Icon } from './Icon';

/** In place of what could not be loaded, or above what was loaded before. */
export function LoadFault({
  fault,
  text,
}: {
  fault: RemoteFault;
  text?: (status: number | null, seconds: number | null) => string;
}) {
  const words = useWords();
  return (
    <p className="load-error" role="status">
      <Icon name="warn" />
      {(text ?? words.loadFailed)(fault.status, fault.seconds)}
    </p>
  );
}
