import { useFrozen } from './panel';
import type { OpenIncidents } from '../incidents/use-incidents';
import { ConnectionPill } from './ConnectionPill';
import { openDialog } from './dialogs';
import { Link, pathOf, VIEWS, type View } from './router';
import { switchTheme, useDark } from './theme';
import { VIEW_ICONS } from './view-icons';
import { Icon } from '../ui/Icon';
import { MenuButton, MenuItem } from '../ui/Menu';
import { useSpeech, useWords } from '../words/words';

export function TopBar({
  view,
  openIncidents,
}: {
  view: View | null;
  openIncidents: OpenIncidents | null;
}) {
  const { words, switchLanguage } = useSpeech();
  const dark = useDark();
  const frozen = useFrozen();
  return (
    <header className="top">
      <Link className="brand" href="/" aria-label={`${words.product}: ${words.views.board}`}>
        <svg viewBox="0 0 22 22" aria-hidden="true">
          <rect width="22" height="22" rx="5" />
          <path d="M6 6v6M11 6v10M16 6v8" strokeWidth="2.6" strokeLinecap="round" />
        </svg>
        <span>{words.product}</span>
      </Link>
      {view === 'board' ? (
        <h1 className="vt">{words.views.board}</h1>
      ) : (
        view && (
          <span className="vt m-only" aria-hidden="true">
            {words.views[view]}
          </span>
        )
      )}
      <nav className="nav" aria-label={words.main}>
        <ViewLinks view={view} openIncidents={openIncidents} icons={false} />
      </nav>
      <div className="right">
        <ConnectionPill />
        <button
          type="button"
          className="btn quiet icon d-only"
          aria-label={words.palette.title}
          title={`${words.palette.title} (Ctrl K)`}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => openDialog('palette')}
        >
          <Icon name="search" />
        </button>
        <button
          type="button"
          className="btn quiet icon help d-only"
          aria-label={words.help}
          onClick={() => openDialog('help')}
        >
          <Icon name="help" />
        </button>
        <button
          type="button"
          className="btn quiet icon d-only"
          aria-label={words.theme(dark)}
          onClick={switchTheme}
        >
          <Icon name="theme" />
        </button>
        <button
          type="button"
          className="btn quiet d-only"
          lang={words.otherLanguage.lang}
          aria-label={`${words.otherLanguage.short}: ${words.otherLanguage.name}`}
          onClick={switchLanguage}
        >
          {words.otherLanguage.short}
        </button>
        <button
          type="button"
          className="btn primary d-only"
          disabled={frozen}
          onClick={() => openDialog('create')}
        >
          <Icon name="plus" />
          <span className="tx">{words.newTask}</span>
          <kbd aria-hidden="true">N</kbd>
        </button>
        <MenuButton
          className="btn quiet icon m-only"
          label={words.more}
          menu={() => (
            <>
              <MenuItem icon="search" onChoose={() => openDialog('palette')}>
                {words.palette.title}
              </MenuItem>
              <MenuItem icon="theme" onChoose={switchTheme}>
                {words.theme(dark)}
              </MenuItem>
              <MenuItem icon="globe" onChoose={switchLanguage}>
                <span lang={words.otherLanguage.lang}>{words.otherLanguage.name}</span>
              </MenuItem>
              <MenuItem icon="help" onChoose={() => openDialog('help')}>
                {words.help}
              </MenuItem>
            </>
          )}
        >
          <Icon name="dots" />
        </MenuButton>
        <button
          type="button"
          className="btn primary icon m-only"
          aria-label={words.newTask}
          disabled={frozen}
          onClick={() => openDialog('create')}
        >
          <Icon name="plus" />
        </button>
      </div>
    </header>
  );
}

export function TabBar({
  view,
  openIncidents,
}: {
  view: View | null;
  openIncidents: OpenIncidents | null;
}) {
  const words = useWords();
  return (
    <nav className="tabbar" aria-label={words.main}>
      <ViewLinks view={view} openIncidents={openIncidents} icons />
    </nav>
  );
}

function ViewLinks({
  view,
  openIncidents,
  icons,
}: {
  view: View | null;
  openIncidents: OpenIncidents | null;
  icons: boolean;
}) {
  const { words } = useSpeech();
  return VIEWS.map((each) => (
    <Link key={each} href={pathOf(each)} aria-current={each === view ? 'page' : undefined}>
      {icons && <Icon name={VIEW_ICONS[each]} />}
      {words.views[each]}
      {each === 'incidents' && openIncidents !== null && openIncidents.count > 0 && (
        <IncidentCount {...openIncidents} />
      )}
    </Link>
  ));
}

function IncidentCount({ count, asOf }: OpenIncidents) {
  const { words, format } = useSpeech();
  const then = asOf === null ? undefined : words.asOf(format.clock(asOf));
  const said = words.incidents.openCount(count);
  return (
    <>
      <span className={asOf === null ? 'count bad' : 'count old'} title={then} aria-hidden="true">
        {format.number(count)}
      </span>
      <span className="vh">, {then === undefined ? said : `${said} (${then})`}</span>
    </>
  );
}
