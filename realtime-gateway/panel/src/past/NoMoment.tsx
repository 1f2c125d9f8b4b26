import { usePanel } from '../app/panel';
import { useSpeech } from '../words/words';
import { travel } from './moment';

/** In place of the board of a moment that is none, or that has not come. */
export function NoMoment({ ahead }: { ahead: number | null }) {
  const { words, format } = useSpeech();
  const { live } = usePanel();
  return (
    <main id="content" className="view" tabIndex={-1}>
      <div className="panel nothing wrap w760" role="alert">
        <h2>{ahead === null ? words.past.unreadable : words.past.ahead}</h2>
        <p>
          {ahead === null
            ? words.past.unreadableWhat
            : words.past.aheadWhat(format.preciseMoment(ahead, live.now()))}
        </p>
        <button type="button" className="btn primary" onClick={() => travel(null)}>
          {words.backToLive}
        </button>
      </div>
    </main>
  );
}
