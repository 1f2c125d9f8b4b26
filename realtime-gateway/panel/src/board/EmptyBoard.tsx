import { useState } from 'react';
import { useFrozen } from '../app/panel';
import { openDialog } from '../app/dialogs';
import { CodeBox } from '../ui/CodeBox';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import { STAGES, type Stage } from '../wire/task';
import { lesson } from './lesson';

/** An empty board teaches: commands that make a card cross it. */
export function EmptyBoard() {
  const words = useWords();
  const frozen = useFrozen();
  const { empty } = words;
  const [name] = useState(newName);
  const commands = lesson(location.origin, name, empty);
  const marks: Partial<Record<Stage, number>> = { todo: 1, doing: 2, done: 3 };
  return (
    <main id="content" className="view" tabIndex={-1}>
      <div className="panel teach">
        <div>
          <h2>{empty.title}</h2>
          <p className="lead">{empty.lead}</p>
        </div>
        <div className="mini" aria-hidden="true">
          {STAGES.map((stage) => (
            <div key={stage}>
              {words.stage[stage]}
              {marks[stage] !== undefined && <i>{marks[stage]}</i>}
            </div>
          ))}
        </div>
        <ol className="steps">
          <Step title={empty.step1} note={empty.step1Note} code={commands.token} />
          <Step title={empty.step2} code={commands.create} />
          <Step title={empty.step3} note={empty.step3Note} code={commands.report} />
          <Step title={empty.step4} note={empty.step4Note} code={commands.finish} />
        </ol>
        <div className="row-wrap">
          <button
            type="button"
            className="btn primary"
            disabled={frozen}
            onClick={() => openDialog('create')}
          >
            <Icon name="plus" />
            {empty.byPanel}
          </button>
          <span className="muted">{empty.orDemo}</span> <code>{empty.demo}</code>
        </div>
      </div>
    </main>
  );
}

function Step({ title, note, code }: { title: string; note?: string; code: string }) {
  const { empty } = useWords();
  return (
    <li className="step">
      <h3>{title}</h3>
      <div>
        {note !== undefined && <p>{note}</p>}
        <CodeBox code={code} label={`${empty.command}: ${title}`} />
      </div>
    </li>
  );
}

/** Short, and of this page alone. */
const newName = (): string => crypto.randomUUID().slice(0, 8);
