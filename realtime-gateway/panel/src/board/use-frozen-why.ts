import { useFrozen, useIsPast } from '../app/panel';
import { useWords } from '../words/words';

/** Why nothing can be changed from the board that is shown; null while it can. */
export function useFrozenWhy(): string | null {
  const words = useWords();
  const frozen = useFrozen();
  const past = useIsPast();
  if (!frozen) return null;
  return past ? words.pastHindrance : words.frozenHindrance;
}
