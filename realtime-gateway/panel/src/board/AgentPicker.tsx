import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { useBoard } from '../app/panel';
import { useAnchored } from '../ui/anchored';
import { Icon } from '../ui/Icon';
import { Id } from '../ui/Id';
import { stepTo } from '../ui/Menu';
import { visibleText } from '../words/visible-text';
import { useSpeech } from '../words/words';

interface AgentPickerProps {
  readonly chosen: readonly string[];
  readonly onChoose: (agents: readonly string[]) => void;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** A search field over the list it searches. The focus stays in the field; the arrows lead through the list. */
export function AgentPicker({ anchor, chosen, onChoose, onClose }: AgentPickerProps) {
  const { words, format } = useSpeech();
  const id = useId();
  const element = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [next, setNext] = useState<string | null>(null);
  const [onTop] = useState(chosen);
  const counts = useTaskCounts(chosen);
  const all = inOrder([...counts.keys()], onTop);
  const shown = all.filter((agent) => agent.toLowerCase().includes(text.trim().toLowerCase()));
  const at = next === null ? 0 : Math.max(0, shown.indexOf(next));
  useAnchored({ element, anchor, first: () => firstFocus(field, element), onLeave: onClose });
  useLayoutEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at, shown.length]);

  const search = (value: string) => {
    setText(value);
    setNext(null);
  };
  const toggle = (agent: string | undefined) => {
    if (agent === undefined) return;
    setNext(agent);
    onChoose(chosen.includes(agent) ? chosen.filter((each) => each !== agent) : [...chosen, agent]);
  };
  const close = () => {
    onClose();
    anchor.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.target instanceof HTMLButtonElement && event.key !== 'Escape') return;
    const step = stepTo(event.key, at, shown.length);
    if (step !== undefined) setNext(shown[step] ?? null);
    // No agent's name has a space in it.
    else if (event.key === 'Enter' || event.key === ' ') toggle(shown[at]);
    else if (event.key === 'Escape' && text !== '') search('');
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return field.current?.focus();
    event.preventDefault();
  };
  return (
    <div
      ref={element}
      className="menu picker"
      role="dialog"
      popover="manual"
      aria-label={words.filter.agent}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className="head">
        <label className="search">
          <Icon name="search" />
          <span className="vh">{words.filter.findAgent}</span>
          <input
            ref={field}
            type="search"
            role="combobox"
            value={text}
            placeholder={words.filter.findAgent}
            autoComplete="off"
            spellCheck={false}
            aria-autocomplete="list"
            aria-expanded={shown.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={shown.length > 0 ? `${id}-${at}` : undefined}
            onChange={(event) => search(event.target.value)}
          />
        </label>
        <button
          type="button"
          className="btn quiet icon m-only"
          aria-label={words.close}
          onClick={close}
        >
          <Icon name="x" />
        </button>
      </div>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={words.filter.agent}
        aria-multiselectable="true"
      >
        {shown.map((agent, index) => (
          <li
            key={agent}
            id={`${id}-${index}`}
            role="option"
            className={index === at ? 'next' : undefined}
            aria-selected={chosen.includes(agent)}
            aria-label={`${visibleText(agent)}, ${words.tasks(counts.get(agent) ?? 0)}`}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => toggle(agent)}
          >
            <Id id={agent} />
            <span className="num">{format.number(counts.get(agent) ?? 0)}</span>
            {chosen.includes(agent) && <Icon name="check" className="tick" />}
          </li>
        ))}
      </ul>
      <p role="status" className="label">
        {shown.length === 0 && (all.length === 0 ? words.agents.none : words.filter.noAgent)}
      </p>
    </div>
  );
}

/** Where a finger opened it, the keyboard does not come up over the list before it is asked for. */
const firstFocus = (
  field: RefObject<HTMLElement | null>,
  element: RefObject<HTMLElement | null>,
): HTMLElement | null => (matchMedia('(pointer: coarse)').matches ? element : field).current;

/** How many tasks each agent has: all that are known, and those that are chosen though nothing is known of them. */
function useTaskCounts(chosen: readonly string[]): ReadonlyMap<string, number> {
  const tasks = useBoard((board) => board.replica.tasks);
  const agents = useBoard((board) => board.replica.agents);
  const counts = new Map<string, number>([...agents.keys(), ...chosen].map((id) => [id, 0]));
  for (const task of tasks.values())
    counts.set(task.agent_id, (counts.get(task.agent_id) ?? 0) + 1);
  return counts;
}

/** Those that were chosen when the list opened first, so that they need not be looked for; each by name. */
function inOrder(agents: readonly string[], onTop: readonly string[]): readonly string[] {
  const top = new Set(onTop);
  return agents.toSorted(
    (one, other) => Number(top.has(other)) - Number(top.has(one)) || one.localeCompare(other),
  );
}
