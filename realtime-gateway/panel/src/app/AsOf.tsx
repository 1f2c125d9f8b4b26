import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';

/** Says of what moment that is which a view shows, where it may have changed since. */
export function AsOf({ at, what }: { at: number; what?: string }) {
  const { words, format } = useSpeech();
  return (
    <p className="as-of">
      <Icon name="clock" />
      {words.asOf(format.clock(at))}
      {what !== undefined && `: ${what}`}
    </p>
  );
}
