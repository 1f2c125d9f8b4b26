import type { RemoteFault } from '../app/use-remote';
import { LoadFault } from '../ui/LoadFault';
import { useWords } from '../words/words';

const ROWS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The list before its rows, or the code that draws them, are there. */
export function ListToCome({ fault }: { fault: RemoteFault | null }) {
  const words = useWords();
  return (
    <main
      id="content"
      className="list"
      aria-busy={fault === null}
      aria-label={words.views.board}
      tabIndex={-1}
    >
      {fault === null ? (
        <>
          <p className="vh" role="status">
            {words.loadingBoard}
          </p>
          <ul aria-hidden="true">
            {ROWS.map((row) => (
              <li key={row} className="task-row-to-come">
                <span className="skel w60" />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <LoadFault fault={fault} />
      )}
    </main>
  );
}
