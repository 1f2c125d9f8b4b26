import { useRef, type ReactNode } from 'react';
import { useBoard, useIsPast, usePanel } from '../app/panel';
import { FIRST_STEP, travel } from '../past/moment';
import { QuestionsButton } from '../questions/QuestionsButton';
import { Icon } from '../ui/Icon';
import { MenuButton, MenuItem } from '../ui/Menu';
import { useSpeech } from '../words/words';
import { STAGES } from '../wire/task';
import { AgentFilter, FilterSheet, useChosenAgents } from './AgentFilter';
import { ChosenChip, ChosenText, Clearable, useChosenWords, type Chosen } from './Chosen';
import type { Columns } from './columns';
import { FACES, isOpen } from './filter';
import { LookButtons } from './LookButtons';
import { useAttention } from './use-attention';
import type { Filtering } from './use-filter';
import { ViewsMenu } from './ViewsMenu';

interface ToolbarProps extends Filtering {
  readonly columns: Columns;
  readonly density: 'comfortable' | 'compact';
  readonly onDensity: (density: 'comfortable' | 'compact') => void;
}

export function Toolbar({ filter, set, clear, columns, density, onDensity }: ToolbarProps) {
  const { words } = useSpeech();
  const loaded = useBoard((board) => board.loaded);
  const all = useBoard((board) => board.replica.tasks.size);
  const shown = STAGES.reduce((sum, stage) => sum + columns[stage].length, 0);
  const { live } = usePanel();
  const past = useIsPast();
  const filtered = !isOpen(filter);
  const agents = useChosenAgents(filter.agents);
  const faces = {
    label: words.filter.status,
    values: filter.faces.map((face) => words.face[face]),
  };
  const stages = {
    label: words.filter.stage,
    values: filter.stages.map((stage) => words.stage[stage]),
  };
  const clearFaces = () => set({ faces: [] });
  const clearStages = () => set({ stages: [] });
  const other = density === 'compact' ? 'comfortable' : 'compact';
  return (
    <div className="tools" role="search" aria-label={words.search}>
      <label className="search">
        <Icon name="search" />
        <span className="vh">{words.search}</span>
        <input
          type="search"
          id="search"
          value={filter.text}
          placeholder={words.search}
          onChange={(event) => set({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (filter.text === '') event.currentTarget.blur();
            else set({ text: '' });
          }}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      {loaded && (
        <AttentionButton
          pressed={filter.attention}
          onToggle={() => set({ attention: !filter.attention })}
        />
      )}
      {loaded && !past && <QuestionsButton />}
      <AgentFilter chosen={filter.agents} onChoose={(agents) => set({ agents })} />
      <Choice chosen={faces} onClear={clearFaces}>
        <FaceItems filter={filter} set={set} />
      </Choice>
      <Choice chosen={stages} onClear={clearStages}>
        <StageItems filter={filter} set={set} />
      </Choice>
      <FilterSheet agents={filter.agents} onAgents={(agents) => set({ agents })}>
        <p className="label">{words.filter.status}</p>
        <FaceItems filter={filter} set={set} />
        <p className="label">{words.filter.stage}</p>
        <StageItems filter={filter} set={set} />
      </FilterSheet>
      <ChosenChip {...agents} onClear={() => set({ agents: [] })} />
      <ChosenChip {...faces} onClear={clearFaces} />
      <ChosenChip {...stages} onClear={clearStages} />
      {filtered && (
        <button type="button" className="btn quiet" aria-label={words.filter.clear} onClick={clear}>
          <Icon name="x" />
          <span className="tx d-only">{words.filter.clear}</span>
        </button>
      )}
      <span className="grow" />
      {loaded && (
        <span className="muted hide-m" role="status">
          {filtered ? words.tasksOf(shown, all) : words.tasks(all)}
        </span>
      )}
      <ViewsMenu />
      <LookButtons />
      {loaded && (
        <button
          type="button"
          className="btn quiet icon"
          aria-label={past ? words.backToLive : words.timeTravel}
          aria-pressed={past}
          onClick={() => travel(past ? null : live.now() - FIRST_STEP)}
        >
          <Icon name="history" />
        </button>
      )}
      <button
        type="button"
        className="btn quiet icon d-only"
        aria-label={other === 'compact' ? words.density.toCompact : words.density.toComfortable}
        onClick={() => onDensity(other)}
      >
        <Icon name="density" />
      </button>
    </div>
  );
}

function Choice({
  chosen,
  onClear,
  children,
}: {
  chosen: Chosen;
  onClear: () => void;
  children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Clearable chosen={chosen} button={button} onClear={onClear}>
      <MenuButton
        anchor={button}
        className={chosen.values.length === 0 ? 'btn quiet' : 'btn quiet chosen'}
        label={useChosenWords(chosen)}
        menu={() => children}
      >
        <ChosenText {...chosen} />
        <Icon name="chev" />
      </MenuButton>
    </Clearable>
  );
}

type ItemsProps = Pick<ToolbarProps, 'filter' | 'set'>;

function FaceItems({ filter, set }: ItemsProps) {
  const { words } = useSpeech();
  return FACES.map((face) => (
    <MenuItem
      key={face}
      icon={`s-${face}`}
      iconClass={`st-ic s-${face}`}
      checked={filter.faces.includes(face)}
      onChoose={() => set({ faces: toggled(filter.faces, face) })}
    >
      {words.face[face]}
    </MenuItem>
  ));
}

function StageItems({ filter, set }: ItemsProps) {
  const { words } = useSpeech();
  return STAGES.map((stage) => (
    <MenuItem
      key={stage}
      icon={`g-${stage}`}
      checked={filter.stages.includes(stage)}
      onChoose={() => set({ stages: toggled(filter.stages, stage) })}
    >
      {words.stage[stage]}
    </MenuItem>
  ));
}

const toggled = <T,>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list.filter((each) => each !== item) : [...list, item];

/** How many tasks need somebody to look: counted over the whole board, whatever the filter shows. */
function AttentionButton({ pressed, onToggle }: { pressed: boolean; onToggle: () => void }) {
  const { words, format } = useSpeech();
  const { board } = usePanel();
  const count = useAttention(board);
  if (count === 0 && !pressed) return null;
  return (
    <button type="button" className="btn warn" aria-pressed={pressed} onClick={onToggle}>
      <Icon name="warn" />
      {format.number(count)}
      <span className="d-only">{words.attention(count)}</span>
      <span className="vh m-only">{words.attention(count)}</span>
    </button>
  );
}
