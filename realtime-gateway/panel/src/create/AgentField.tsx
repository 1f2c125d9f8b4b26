import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useBoard, useFrozen, useNow } from '../app/panel';
import { signalOf, type Signal } from '../board/facts';
import { Avatar } from '../ui/Avatar';
import { Icon } from '../ui/Icon';
import { Id } from '../ui/Id';
import { useWords } from '../words/words';
import { isFinished } from '../wire/task';
import { closestId } from './closest';

interface Candidate {
  readonly id: string;
  readonly signal: Signal;
  readonly underWay: number;
}

const ORDER: Readonly<Record<Signal, number>> = { online: 0, quiet: 1, offline: 2, left: 3 };

/** Picks an agent that has reported, or takes the name of one that has not yet. */
export function AgentField({
  agent,
  fault,
  onChange,
}: {
  agent: string;
  fault: string | undefined;
  onChange: (agent: string) => void;
}) {
  const words = useWords();
  const id = useId();
  const candidates = useCandidates();
  const [open, setOpen] = useState(false);
  // By its id, for the candidates change places while the field is open.
  const [active, setActive] = useState<string | null>(null);
  const known = candidates.find((candidate) => candidate.id === agent.trim());
  const listed = known ? candidates : candidates.filter(fits(agent));
  const shown = open && listed.length > 0;
  const at = listed.findIndex((candidate) => candidate.id === active);
  const frozen = useFrozen();
  const signalShown = (candidate: Candidate) => (frozen ? null : candidate.signal);
  const stranger = known === undefined && agent.trim() !== '' && fault === undefined;
  const meant = stranger
    ? closestId(
        agent.trim(),
        candidates.map((candidate) => candidate.id),
      )
    : null;

  const choose = (candidate: Candidate) => {
    onChange(candidate.id);
    setOpen(false);
  };
  useEffect(() => {
    if (shown && at >= 0)
      document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [shown, at, id]);
  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        setOpen(true);
        const step = event.key === 'ArrowDown' ? 1 : -1;
        const next = at >= 0 ? (at + step) % listed.length : Math.min(step, 0);
        return setActive(listed.at(next)?.id ?? null);
      }
      case 'Enter': {
        const candidate = shown ? listed[at] : undefined;
        if (candidate === undefined || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        return choose(candidate);
      }
      case 'Escape':
        if (!shown) return;
        event.preventDefault();
        event.stopPropagation();
        return setOpen(false);
    }
  };
  const stateOf = ({ signal, underWay }: Candidate) =>
    frozen ? words.frozenHindrance : words.create.agentHelp(words.signal[signal], underWay);
  return (
    <div className="field">
      <label htmlFor={id}>{words.create.agent}</label>
      <div className="combo">
        <input
          id={id}
          name="agent"
          role="combobox"
          value={agent}
          placeholder={words.create.agentPlaceholder}
          autoComplete="off"
          spellCheck={false}
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            onChange(event.target.value);
            setOpen(true);
            setActive(firstOf(candidates, event.target.value));
          }}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {agent.trim() === '' ? (
          <span className="av" aria-hidden="true">
            ?
          </span>
        ) : (
          <Avatar agentId={agent.trim()} signal={known ? signalShown(known) : null} />
        )}
        <Icon name="chev" />
        {shown && (
          <ul id={`${id}-list`} className="options" role="listbox" aria-label={words.create.agent}>
            {listed.map((candidate, index) => (
              <li
                key={candidate.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                onMouseDown={(event) => {
                  event.preventDefault();
                  choose(candidate);
                }}
                onMouseMove={() => setActive(candidate.id)}
              >
                <Avatar agentId={candidate.id} signal={signalShown(candidate)} />
                <Id id={candidate.id} />
                <small>{stateOf(candidate)}</small>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p
        id={`${id}-note`}
        className={fault !== undefined ? 'error' : stranger ? 'warning' : 'help'}
      >
        {(fault !== undefined || stranger) && <Icon name="warn" />}
        {fault ?? (known ? stateOf(known) : stranger ? words.create.agentUnknown : '')}
      </p>
      {meant !== null && (
        <p className="help">
          {words.create.agentMeant[0]}
          <button type="button" className="link" onClick={() => onChange(meant)}>
            <Id id={meant} />
          </button>
          {words.create.agentMeant[1]}
        </p>
      )}
    </div>
  );
}

const fits = (typed: string) => (candidate: Candidate) =>
  candidate.id.toLowerCase().includes(typed.trim().toLowerCase());

/** What Enter takes after these letters: the one of that name, though others of the list stand before it. */
function firstOf(candidates: readonly Candidate[], typed: string): string | null {
  const named = candidates.find((candidate) => candidate.id === typed.trim());
  return (named ?? candidates.find(fits(typed)))?.id ?? null;
}

function useCandidates(): readonly Candidate[] {
  const agents = useBoard((board) => board.replica.agents);
  const tasks = useBoard((board) => board.replica.tasks);
  const now = useNow(15);
  const underWay = new Map<string, number>();
  for (const task of tasks.values()) {
    if (!isFinished(task)) underWay.set(task.agent_id, (underWay.get(task.agent_id) ?? 0) + 1);
  }
  return [...agents.values()]
    .map((agent) => ({
      id: agent.agent_id,
      signal: signalOf(agent, now),
      underWay: underWay.get(agent.agent_id) ?? 0,
    }))
    .sort(
      (one, other) => ORDER[one.signal] - ORDER[other.signal] || one.id.localeCompare(other.id),
    );
}
