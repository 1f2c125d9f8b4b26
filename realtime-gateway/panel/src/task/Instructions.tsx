import { Folded } from '../text/Folded';
import { Markdown } from '../text/Markdown';
import { useWords } from '../words/words';

/** What the agent was asked to do, as the person wrote it. */
export function Instructions({ text }: { text: string }) {
  const words = useWords();
  return (
    <section className="part" aria-label={words.drawer.instructions}>
      <Folded of={text}>
        <Markdown text={text} />
      </Folded>
    </section>
  );
}
