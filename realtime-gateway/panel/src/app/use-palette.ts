import { faceOf } from '../board/facts';
import { NO_FILTER, readFilter, writeFilter } from '../board/filter';
import { GROUPINGS, readLook, writeLook } from '../board/look';
import { pathOfView, useSavedViews } from '../board/saved-views';
import { FIRST_STEP, travel } from '../past/moment';
import { signOut } from '../session/sign-out';
import { copyText } from '../ui/copy';
import { visibleText } from '../words/visible-text';
import { useSpeech } from '../words/words';
import { openDialog } from './dialogs';
import { fitting, fittingAgents, fittingTasks, type Group, type Item } from './palette-items';
import { useBoard, useFrozen, useIsPast, usePanel } from './panel';
import { go, pathOf, queryOf, routeOf, taskPath, VIEWS } from './router';
import { switchTheme, useDark } from './theme';
import { VIEW_ICONS } from './view-icons';

/** What fits what was typed: tasks and agents only then, ways and acts always. */
export function usePaletteGroups(typed: string): readonly Group[] {
  const { words } = useSpeech();
  const groups = [
    { label: words.palette.tasks, items: useTaskItems(typed) },
    { label: words.palette.agents, items: useAgentItems(typed) },
    { label: words.palette.views, items: fitting(typed, useViewItems()) },
    { label: words.palette.acts, items: fitting(typed, useActItems()) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function useTaskItems(typed: string): readonly Item[] {
  const tasks = useBoard((board) => board.replica.tasks);
  return fittingTasks(typed, tasks.values()).map((task) => ({
    id: `task ${task.task_id}`,
    icon: `s-${faceOf(task)}`,
    iconClass: `st-ic s-${faceOf(task)}`,
    label: visibleText(task.title),
    hint: task.task_id,
    run: () =>
      go(taskPath(task.task_id) + boardSearch(), {
        fromBoard: routeOf(location.pathname).view === 'board',
      }),
  }));
}

function useAgentItems(typed: string): readonly Item[] {
  const { words } = useSpeech();
  const agents = useBoard((board) => board.replica.agents);
  const tasks = useBoard((board) => board.replica.tasks);
  // One that has not reported yet may have tasks that wait for it.
  const ids = [...agents.keys(), ...Array.from(tasks.values(), (task) => task.agent_id)];
  return fittingAgents(typed, ids).map((agent) => ({
    id: `agent ${agent}`,
    icon: 'agents',
    label: visibleText(agent),
    hint: words.palette.itsTasks,
    run: () => go(`/${queryOf(writeFilter({ ...NO_FILTER, agents: [agent] }, lookOnly()))}`),
  }));
}

function useViewItems(): readonly Item[] {
  const { words } = useSpeech();
  const saved = useSavedViews();
  return [
    ...VIEWS.map((view) => ({
      id: `view ${view}`,
      icon: VIEW_ICONS[view],
      label: words.views[view],
      key: `G ${words.keys.viewLetters[view].toUpperCase()}`,
      run: () => go(pathOf(view)),
    })),
    ...GROUPINGS.map((grouping) => ({
      id: `list ${grouping}`,
      icon: 'list' as const,
      label: `${words.look.as.list}: ${words.look.by[grouping]}`,
      run: () => {
        const look = { layout: 'list' as const, grouping };
        go(`/${queryOf(writeLook(look, new URLSearchParams(boardSearch())))}`);
      },
    })),
    ...saved.map(({ name, query }) => ({
      id: `saved ${name}`,
      icon: 'bookmark' as const,
      label: name,
      hint: words.saved.title,
      run: () => go(pathOfView(query)),
    })),
  ];
}

function useActItems(): readonly Item[] {
  const { words, switchLanguage } = useSpeech();
  const panel = usePanel();
  const dark = useDark();
  const past = useIsPast();
  const frozen = useFrozen();
  const { live, toaster } = panel;
  const onBoard = routeOf(location.pathname).view === 'board';
  const copyLink = async () => {
    const copied = await copyText(location.href);
    toaster.show({
      text: copied ? words.linkCopied : words.notCopied,
      tone: copied ? 'plain' : 'bad',
    });
  };
  const items: readonly (Item | false)[] = [
    !frozen && {
      id: 'create',
      icon: 'plus',
      label: words.newTask,
      key: 'N',
      run: () => openDialog('create'),
    },
    onBoard &&
      live.loaded && {
        id: 'past',
        icon: 'history',
        label: past ? words.backToLive : words.timeTravel,
        key: 'T',
        run: () => travel(past ? null : live.now() - FIRST_STEP),
      },
    onBoard && {
      id: 'attention',
      icon: 'warn',
      label: words.keys.attention,
      key: 'A',
      run: () => {
        const search = new URLSearchParams(location.search);
        go(`/${queryOf(writeFilter({ ...readFilter(search), attention: true }, search))}`);
      },
    },
    onBoard && {
      id: 'save',
      icon: 'bookmark',
      label: words.saved.save,
      run: () => openDialog('views'),
    },
    { id: 'link', icon: 'link', label: words.act.copyLink, run: () => void copyLink() },
    { id: 'theme', icon: 'theme', label: words.theme(dark), run: switchTheme },
    {
      id: 'language',
      icon: 'globe',
      label: words.otherLanguage.name,
      hint: words.palette.language,
      run: switchLanguage,
    },
    { id: 'help', icon: 'help', label: words.help, key: '?', run: () => openDialog('help') },
    {
      id: 'leave',
      icon: 'person',
      label: words.signOut,
      run: () => void signOut(panel, words),
    },
  ];
  return items.filter((item) => item !== false);
}

/** Filter, look and moment belong to the board; another view's address has none of them. */
const boardSearch = (): string =>
  routeOf(location.pathname).view === 'board' ? location.search : '';

const lookOnly = (): URLSearchParams =>
  writeLook(readLook(new URLSearchParams(boardSearch())), new URLSearchParams());
