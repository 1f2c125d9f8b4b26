import { Link } from './router';
import { useWords } from '../words/words';

export function NotFound() {
  const words = useWords();
  return (
    <main id="content" className="view" tabIndex={-1}>
      <div className="panel nothing wrap w760">
        <h1>{words.notFound}</h1>
        <Link className="btn" href="/">
          {words.drawer.toBoard}
        </Link>
      </div>
    </main>
  );
}
