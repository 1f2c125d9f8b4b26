import { useWords } from '../words/words';

/** A view of rows before its rows are known. */
export function ViewLoading({ title }: { title: string }) {
  const words = useWords();
  return (
    <main id="content" className="view" tabIndex={-1} aria-busy="true">
      <div className="wrap w960">
        <div className="vh1">
          <h1>{title}</h1>
        </div>
        <p className="vh" role="status">
          {words.loading}
        </p>
        <div className="panel padded skeleton" aria-hidden="true">
          {[1, 2, 3, 4].map((row) => (
            <div key={row} className="skeleton">
              <span className="skel w45" />
              <span className="skel w60" />
            </div>
          ))}
        </div>
      </div>
    </main>
  );
}
