import { memo, useCallback, useState, useSyncExternalStore } from 'react';
import { useBoard, usePanel } from '../app/panel';
import { Archive } from '../app/parts';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import type { Stage } from '../wire/task';
import { BoardCard } from './BoardCard';
import { CardList } from './CardList';
import { useRoving } from './board-context';
import { hasArchive, isNewestFirst } from './columns';
import { isFailure } from './facts';
import { useDropRole, type Drag, type DropRole } from './DragBoard';

/** Done only grows, so it is shown by the page. */
const DONE_PAGE = 100;

interface ColumnProps {
  readonly stage: Stage;
  readonly ids: readonly string[];
  /** What it says when it has no card: nothing where the board says it for all columns. */
  readonly empty: 'nothing' | 'noMatch' | 'unsaid';
  readonly folded: boolean;
  readonly density: 'comfortable' | 'compact';
  readonly opened: string | null;
  readonly drag: Drag | null;
  readonly onFold: (stage: Stage) => void;
  readonly onClear: () => void;
}

export const Column = memo(function Column(props: ColumnProps) {
  const { stage, ids, folded, onFold, drag } = props;
  const { words, format } = useSpeech();
  const role = useDropRole(stage, drag, words);
  const look = role === null ? '' : ` ${role.is}`;
  const title = `c-${stage}`;
  if (folded) {
    return (
      <section className={`col folded${look}`} id={`col-${stage}`} aria-labelledby={title}>
        <button
          type="button"
          aria-label={words.expand(words.stage[stage])}
          aria-expanded={false}
          onClick={() => onFold(stage)}
        >
          <Icon name={`g-${stage}`} />
          <span className="n">{format.number(ids.length)}</span>
          <FailureDot ids={ids} />
          <h2 id={title}>{words.stage[stage]}</h2>
        </button>
      </section>
    );
  }
  return (
    <section className={`col${look}`} id={`col-${stage}`} aria-labelledby={title}>
      <header>
        <Icon name={`g-${stage}`} />
        <h2 id={title}>{words.stage[stage]}</h2>
        <span className="n">{format.number(ids.length)}</span>
        <button
          type="button"
          className="btn quiet icon d-only"
          aria-label={words.collapse(words.stage[stage])}
          onClick={() => onFold(stage)}
        >
          <Icon name="fold" />
        </button>
      </header>
      {role?.is === 'closed' && (
        <p className="why">
          <Icon name="ban" />
          {role.says}
        </p>
      )}
      <Cards {...props} labelledBy={title} role={role} />
    </section>
  );
});

function Cards({
  stage,
  ids,
  empty,
  density,
  opened,
  drag,
  onClear,
  labelledBy,
  role,
}: ColumnProps & { labelledBy: string; role: DropRole | null }) {
  const { words } = useSpeech();
  const roving = useRoving();
  const active = useSyncExternalStore(roving.subscribe, () =>
    roving.active !== null && ids.includes(roving.active) ? roving.active : null,
  );
  const lifted = drag?.id ?? null;
  const [pages, setPages] = useState(1);
  const shown = stage === 'done' ? ids.slice(0, pages * DONE_PAGE) : ids;
  const card = useCallback(
    (id: string) => (
      <BoardCard id={id} stage={stage} opened={id === opened} lifted={id === lifted} />
    ),
    [opened, stage, lifted],
  );
  const slot =
    role?.is === 'over' ? (
      <li className="slot" aria-hidden="true">
        {role.says}
      </li>
    ) : null;
  const landsOnTop = isNewestFirst(stage);
  const hasMore = shown.length < ids.length;
  const foot = (
    <>
      {hasMore && (
        <li>
          <button type="button" className="btn quiet more" onClick={() => setPages(pages + 1)}>
            {words.showMore}
          </button>
        </li>
      )}
      {!landsOnTop && slot}
      {!hasMore && hasArchive(stage) && <Archive stage={stage} />}
    </>
  );
  if (ids.length === 0) {
    return (
      <ul className="cards" aria-labelledby={labelledBy}>
        {slot ??
          (empty !== 'unsaid' && (
            <li className="col-empty">
              {empty === 'noMatch' ? words.noMatch : words.emptyColumn}
              {empty === 'noMatch' && (
                <button type="button" className="btn quiet more" onClick={onClear}>
                  {words.filter.clear}
                </button>
              )}
            </li>
          ))}
        {hasArchive(stage) && <Archive stage={stage} />}
      </ul>
    );
  }
  return (
    <CardList
      ids={shown}
      density={density}
      kept={[active, opened, lifted].filter((id) => id !== null)}
      labelledBy={labelledBy}
      card={card}
      head={landsOnTop && slot}
      foot={foot}
    />
  );
}

/** Red where a column that cannot be seen holds what failed. */
export function FailureDot({ ids }: { ids: readonly string[] }) {
  const { board } = usePanel();
  const { words } = useSpeech();
  const bad = useBoard(() =>
    ids.some((id) => {
      const task = board.task(id);
      return task !== undefined && isFailure(task);
    }),
  );
  return bad ? <i className="dot-bad" role="img" aria-label={words.holdsFailures} /> : null;
}
