import { Folded } from '../text/Folded';
import { Markdown } from '../text/Markdown';
import { OutLink } from '../text/OutLink';
import { useWords } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Result as ResultOf } from '../wire/task';

/** What came of the task, as its agent tells it. */
export function Result({ result: { text, links = [] } }: { result: ResultOf }) {
  const words = useWords();
  return (
    <section className="part result">
      <h3>{words.drawer.result}</h3>
      {text !== undefined && (
        <Folded of={text}>
          <Markdown text={text} />
        </Folded>
      )}
      {links.length > 0 && (
        <ul className="links">
          {links.map(({ url, title }, index) => (
            <li key={index}>
              <OutLink to={url}>{visibleText(title ?? url)}</OutLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
