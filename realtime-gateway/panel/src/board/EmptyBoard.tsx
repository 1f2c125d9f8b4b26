import { Fragment } from 'react';
import { useFrozen } from '../app/panel';
import { openDialog } from '../app/dialogs';
import { curlToPost } from '../task/curl';
import { CodeBox } from '../ui/CodeBox';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';
import { STAGES, type Stage } from '../wire/task';

/** An empty board teaches: three commands that make a card cross it. */
export function EmptyBoard() {
  const words = useWords();
  const frozen = useFrozen();
  const { empty } = words;
  const create = JSON.stringify({
    title: empty.taskTitle,
    agent_id: empty.agent,
    stage: 'todo',
    payload: {},
  });
  const report = JSON.stringify({
    event_id: 'evt_1',
    agent_id: empty.agent,
    task_id: 'tsk_…',
    command_id: 'cmd_…',
    type: 'progress',
    progress: 40,
    message: empty.message,
  }).replace(',"type"', ',\n       "type"');
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
        <div className="step">
          <b>1</b>
          <h3>{empty.step1}</h3>
          <div>
            <CodeBox
              code={curlToPost(location.origin, '/api/dashboard/tasks', create)}
              label={empty.command}
            />
          </div>
        </div>
        <div className="step">
          <b>2</b>
          <h3>{empty.step2}</h3>
          <div>
            <p>
              <WithCode parts={empty.step2Note} codes={['tsk_…', 'cmd_…']} />
            </p>
            <CodeBox
              code={curlToPost(location.origin, '/api/agents/events', report)}
              label={empty.command}
            />
          </div>
        </div>
        <div className="step">
          <b>3</b>
          <h3>{empty.step3}</h3>
          <div>
            <p>
              <WithCode parts={empty.step3Note} codes={['"event_id":"evt_2"', '"type":"done"']} />
            </p>
          </div>
        </div>
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
          <span className="muted">{empty.orDemo}</span> <code>./mc-sync demo</code>
        </div>
      </div>
    </main>
  );
}

function WithCode({ parts, codes }: { parts: readonly string[]; codes: readonly string[] }) {
  return parts.map((part, index) => (
    <Fragment key={index}>
      {part}
      {codes[index] !== undefined && <code>{codes[index]}</code>}
    </Fragment>
  ));
}
