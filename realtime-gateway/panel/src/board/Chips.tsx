import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import type { CardWords } from './card-words';

/** Small signs of a task, on its card and in its row of the list; each is there only when there is something to say. */

export function AwayChip({ away }: { away: CardWords['away'] }) {
  const words = useWords();
  return (
    away && (
      <span className={away === 'quiet' ? 'chip off quiet' : 'chip off'}>
        <Icon name="plug" />
        {words.card.offline}
      </span>
    )
  );
}

export function AttemptChip({ attempt }: { attempt: number }) {
  const words = useWords();
  return (
    attempt > 1 && (
      <span className="chip" title={words.card.attemptLong(attempt)}>
        <Icon name="retry" />
        {words.card.attempt(attempt)}
      </span>
    )
  );
}

export function ClockChip({ clock }: { clock: CardWords['clock'] }) {
  return (
    clock && (
      <span className={clock.quiet ? 'chip clock quiet' : 'chip clock'} title={clock.title}>
        <Icon name="clock" />
        {clock.text}
      </span>
    )
  );
}
