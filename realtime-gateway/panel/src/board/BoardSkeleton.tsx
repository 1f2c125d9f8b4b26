import { useEffect, useState } from 'react';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import { STAGES } from '../wire/task';

/** Loads shorter than this show nothing in between (ms). */
const PATIENCE = 150;
const CARDS = [2, 3, 3, 2, 3, 1];

/** The columns with their real headers and no counts: what is not known is not shown. */
export function BoardSkeleton() {
  const words = useWords();
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main
      id="content"
      className="board"
      aria-busy="true"
      tabIndex={-1}
      aria-label={words.views.board}
    >
      <p className="vh" role="status">
        {words.loadingBoard}
      </p>
      {STAGES.map((stage, index) => (
        <section key={stage} className="col">
          <header>
            <Icon name={`g-${stage}`} />
            <h2>{words.stage[stage]}</h2>
          </header>
          <ul className="cards" aria-hidden="true">
            {waited &&
              Array.from({ length: CARDS[index]! }, (_, card) => (
                <li key={card} className="card sk">
                  <span className="skel w45" />
                  <span className="skel w92" />
                  <span className="skel w60" />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </main>
  );
}
