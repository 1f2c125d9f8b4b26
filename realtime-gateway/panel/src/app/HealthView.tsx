import { useBoard, useConnection, usePanel } from './panel';
import { useSpeech } from '../words/words';

/** Until the measures have a place to be read from: what this page itself knows. */
export function HealthView() {
  const { words, format } = useSpeech();
  const { board } = usePanel();
  const connection = useConnection();
  const tasks = useBoard((store) => store.replica.tasks.size);
  const agents = useBoard((store) => store.replica.agents.size);
  return (
    <main id="content" className="view" tabIndex={-1}>
      <div className="wrap w960">
        <div className="vh1">
          <h1>{words.views.health}</h1>
          {connection.state === 'live' && <p>{words.health.asOf(format.clock(connection.asOf))}</p>}
        </div>
        <div className="panel nothing">
          <h2>{words.health.soon}</h2>
          {board.loaded && (
            <p>
              {words.tasks(tasks)} · {words.health.agents(agents)}
            </p>
          )}
        </div>
      </div>
    </main>
  );
}
