import { openDialog } from '../app/dialogs';
import { usePanel } from '../app/panel';
import { go, useSearch } from '../app/router';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import { MenuButton, MenuItem } from '../ui/Menu';
import { useWords } from '../words/words';
import { LookItems } from './LookButtons';
import { pathOfView, useSavedViews, viewIn } from './saved-views';

/** The views that were saved, and what can be done with the present one; on a phone also how it looks. */
export function ViewsMenu() {
  const words = useWords();
  const now = viewIn(useSearch());
  const present = useSavedViews().find(({ query }) => query === now);
  const label = present === undefined ? words.saved.title : `${words.saved.title}: ${present.name}`;
  return (
    <>
      <MenuButton
        className={present === undefined ? 'btn quiet d-only' : 'btn quiet chosen d-only'}
        label={label}
        menu={() => <ViewItems now={now} />}
      >
        <Icon name="bookmark" />
        {present !== undefined && <span className="ell plain">{present.name}</span>}
      </MenuButton>
      <MenuButton
        className="btn icon m-only"
        label={label}
        menu={() => (
          <>
            <LookItems />
            <hr />
            <ViewItems now={now} />
          </>
        )}
      >
        <Icon name="bookmark" />
      </MenuButton>
    </>
  );
}

function ViewItems({ now }: { now: string }) {
  const words = useWords();
  const { toaster } = usePanel();
  const views = useSavedViews();
  const copyLink = async () => {
    const copied = await copyText(location.origin + pathOfView(now));
    toaster.show(
      copied ? { text: words.linkCopied, tone: 'plain' } : { text: words.notCopied, tone: 'bad' },
    );
  };
  return (
    <>
      {views.length > 0 && <p className="label">{words.saved.title}</p>}
      {views.map(({ name, query }) => (
        <MenuItem
          key={name}
          icon="bookmark"
          onChoose={() => go(pathOfView(query))}
          hint={query === now && <Icon name="check" className="tick" />}
        >
          <span className="plain">{name}</span>
        </MenuItem>
      ))}
      {views.length > 0 && <hr />}
      <MenuItem icon="plus" onChoose={() => openDialog('views')}>
        {words.saved.save}
      </MenuItem>
      <MenuItem icon="link" onChoose={() => void copyLink()}>
        {words.saved.copyLink}
      </MenuItem>
      {views.length > 0 && (
        <MenuItem icon="dots" onChoose={() => openDialog('views')}>
          {words.saved.manage}
        </MenuItem>
      )}
    </>
  );
}
