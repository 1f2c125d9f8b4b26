import { Icon } from '../ui/Icon';
import { MenuButton, MenuItem } from '../ui/Menu';
import { useWords } from '../words/words';
import { GROUPINGS, LAYOUTS, useLook } from './look';

/** Board or list and, of the list, by what its rows are grouped. */
export function LookButtons() {
  const words = useWords();
  const { layout, grouping, set } = useLook();
  return (
    <>
      {layout === 'list' && (
        <MenuButton
          className="btn quiet d-only"
          label={`${words.look.group}: ${words.look.by[grouping]}`}
          menu={() => <GroupingItems />}
        >
          {words.look.group}: {words.look.by[grouping]}
          <Icon name="chev" />
        </MenuButton>
      )}
      <span className="segments d-only" role="group" aria-label={words.look.layout}>
        {LAYOUTS.map((each) => (
          <button
            key={each}
            type="button"
            className="btn quiet icon"
            aria-label={words.look.as[each]}
            title={words.look.as[each]}
            aria-pressed={each === layout}
            onClick={() => set({ layout: each })}
          >
            <Icon name={each} />
          </button>
        ))}
      </span>
    </>
  );
}

/** The same, in a menu. */
export function LookItems() {
  const words = useWords();
  const { layout, set } = useLook();
  return (
    <>
      <p className="label">{words.look.layout}</p>
      {LAYOUTS.map((each) => (
        <MenuItem
          key={each}
          icon={each}
          checked={each === layout}
          onChoose={() => set({ layout: each })}
        >
          {words.look.as[each]}
        </MenuItem>
      ))}
      {layout === 'list' && (
        <>
          <p className="label">{words.look.group}</p>
          <GroupingItems />
        </>
      )}
    </>
  );
}

function GroupingItems() {
  const words = useWords();
  const { grouping, set } = useLook();
  return GROUPINGS.map((each) => (
    <MenuItem
      key={each}
      icon={each === 'agent' ? 'agents' : 'board'}
      checked={each === grouping}
      onChoose={() => set({ grouping: each })}
    >
      {words.look.by[each]}
    </MenuItem>
  ));
}
