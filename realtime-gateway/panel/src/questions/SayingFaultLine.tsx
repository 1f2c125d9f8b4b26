import { refusal } from '../task/use-task-actions';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import type { SayingFault } from './sayings';

/** Why what a person said was not taken. */
export function SayingFaultLine({ fault }: { fault: SayingFault }) {
  const words = useWords();
  return (
    <p className="form-error" role="alert">
      <Icon name="warn" />
      {fault.is === 'refused' ? refusal(fault.answer, words) : words.ask[fault.is]}
    </p>
  );
}
