import { useRef, useState, type ReactNode } from 'react';
import { AgentPicker } from '../app/parts';
import { Icon } from '../ui/Icon';
import { MenuButton, MenuItem } from '../ui/Menu';
import { agentName } from '../words/agent-name';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import { ChosenText, Clearable, useChosenWords, type Chosen } from './Chosen';

interface AgentFilterProps {
  readonly chosen: readonly string[];
  readonly onChoose: (agents: readonly string[]) => void;
}

/** Whose tasks are shown: the button says it, and opens a search over all agents. */
export function AgentFilter({ chosen, onChoose }: AgentFilterProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const said = useChosenAgents(chosen);
  return (
    <Clearable chosen={said} button={button} onClear={() => onChoose([])}>
      <button
        ref={button}
        type="button"
        className={chosen.length === 0 ? 'btn quiet' : 'btn quiet chosen'}
        aria-label={useChosenWords(said)}
        title={chosen.length === 0 ? undefined : chosen.map(visibleText).join(', ')}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <ChosenText {...said} />
        <Icon name="chev" />
      </button>
      {open && (
        <AgentPicker
          anchor={button}
          chosen={chosen}
          onChoose={onChoose}
          onClose={() => setOpen(false)}
        />
      )}
    </Clearable>
  );
}

interface FilterSheetProps {
  readonly agents: readonly string[];
  readonly onAgents: (agents: readonly string[]) => void;
  /** The items of the other filters. */
  readonly children: ReactNode;
}

/** All filters behind one button, for a phone. The agents may be many, so they have a sheet of their own. */
export function FilterSheet({ agents, onAgents, children }: FilterSheetProps) {
  const { words } = useSpeech();
  const [picking, setPicking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const chosen = useChosenWords(useChosenAgents(agents));
  return (
    <>
      <MenuButton
        className="btn icon m-only"
        label={words.filter.filters}
        anchor={button}
        menu={() => (
          <>
            <MenuItem icon="agents" onChoose={() => setPicking(true)}>
              {chosen}
            </MenuItem>
            {children}
          </>
        )}
      >
        <Icon name="filter" />
      </MenuButton>
      {picking && (
        <AgentPicker
          anchor={button}
          chosen={agents}
          onChoose={onAgents}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}

/** What the filter says of the agents that are chosen. */
export function useChosenAgents(agents: readonly string[]): Chosen {
  const { words } = useSpeech();
  return {
    label: words.filter.agent,
    values: agents.map((agent) => visibleText(agentName(agent))),
  };
}
