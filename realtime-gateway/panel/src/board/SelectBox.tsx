import { useBoard, useIsPast } from '../app/panel';
import { visibleText } from '../words/visible-text';
import { useWords } from '../words/words';
import { toggleSelected, useIsSelected } from './selection';

/** Picks the task, to do one thing with several. The past has nothing to be done. */
export function SelectBox({ id, tabIndex }: { id: string; tabIndex: number }) {
  const words = useWords();
  const selected = useIsSelected(id);
  const title = useBoard((board) => board.task(id)?.title ?? id);
  if (useIsPast()) return null;
  return (
    <input
      type="checkbox"
      className="pick"
      tabIndex={tabIndex}
      checked={selected}
      aria-label={words.select.card(visibleText(title))}
      onChange={() => toggleSelected(id)}
    />
  );
}
