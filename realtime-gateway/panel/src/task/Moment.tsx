import { usePanel } from '../app/panel';
import { useFormat } from '../words/words';

/** The time of day to the second; the exact moment with its zone on hover. */
export function Moment({ at }: { at: string }) {
  const format = useFormat();
  const { board } = usePanel();
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={format.exact(instant)}>
      {format.moment(instant, board.now())}
    </time>
  );
}
