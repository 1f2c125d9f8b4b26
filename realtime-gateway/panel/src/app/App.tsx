import { useMemo } from 'react';
import { BoardView } from '../board/BoardView';
import { openIncidentsOf, useOpenIncidents } from '../incidents/use-incidents';
import { useNoticesOn } from '../notices/notices';
import { useKeptPlaces } from '../session/kept-places';
import { SignIn } from '../session/SignIn';
import { DrawerFrame, useDrawerBeside } from '../task/DrawerFrame';
import { LiveRegions } from '../ui/LiveRegions';
import { Toasts } from '../ui/Toasts';
import { useWords } from '../words/words';
import { useOpenDialog } from './dialogs';
import { FreshnessBanner } from './FreshnessBanner';
import { useBoardHerald, useFreshnessHerald } from './heralds';
import { NotFound } from './NotFound';
import { PageTitle } from './PageTitle';
import { useMoment } from '../past/moment';
import { NoMoment } from '../past/NoMoment';
import { isPast, usePast, type NoPast, type Past } from '../past/use-past';
import { usePastFocus } from '../past/use-past-focus';
import { PanelContext, useFrozen, usePanel, useSignedOut } from './panel';
import {
  ActivityView,
  AgentsView,
  CancelDialog,
  CreateDialog,
  Drawer,
  DuplicateDialog,
  EditDialog,
  HealthView,
  HelpDialog,
  IncidentsView,
  Notices,
  PaletteDialog,
  RetireDialog,
  Scrubber,
  ViewsDialog,
} from './parts';
import { useFetchingAhead } from './later';
import { useRoute } from './router';
import { TabBar, TopBar } from './TopBar';
import { useShortcuts } from './use-shortcuts';

/** Without a session nothing of the board is on the page, not even behind the dialog that asks for one. */
export function App() {
  return useSignedOut() ? <SignIn /> : <SignedIn />;
}

/** The live panel, or the same views over the board of a past moment. */
function SignedIn() {
  const live = usePanel();
  useKeptPlaces();
  const past = usePast(useMoment());
  const board = past?.board ?? live.board;
  const panel = useMemo(() => ({ ...live, board }), [live, board]);
  return (
    <PanelContext value={panel}>
      <Shell past={past} />
    </PanelContext>
  );
}

function Shell({ past }: { past: Past | NoPast | null }) {
  const words = useWords();
  const { view, task } = useRoute();
  const frozen = useFrozen();
  const beside = useDrawerBeside();
  const dialog = useOpenDialog();
  const entered = usePastFocus(past !== null);
  useFetchingAhead();
  useShortcuts();
  useBoardHerald();
  useFreshnessHerald();
  const notices = useNoticesOn();
  const incidents = useOpenIncidents();
  const openIncidents = openIncidentsOf(incidents);
  return (
    <div
      className="app"
      data-frozen={frozen && past === null ? '' : undefined}
      data-past={past === null ? undefined : ''}
      data-drawer={task === null ? undefined : ''}
    >
      <PageTitle view={view} />
      <div className="behind" inert={task !== null && !beside}>
        <a className="btn skip" href="#content">
          {words.skip}
        </a>
        <TopBar view={view} openIncidents={openIncidents} />
        <FreshnessBanner />
        {past !== null && !isPast(past) ? (
          <NoMoment ahead={past.ahead} />
        ) : (
          view === 'board' && <BoardView opened={task} />
        )}
        {isPast(past) && <Scrubber past={past} takesFocus={entered} />}
        {view === 'agents' && <AgentsView />}
        {view === 'activity' && <ActivityView />}
        {view === 'incidents' && <IncidentsView open={incidents} />}
        {view === 'health' && <HealthView />}
        {view === null && <NotFound />}
        <TabBar view={view} openIncidents={openIncidents} />
      </div>
      {task !== null && (
        <DrawerFrame id={task} beside={beside}>
          <Drawer id={task} />
        </DrawerFrame>
      )}
      {notices && <Notices />}
      <Toasts />
      <LiveRegions />
      {dialog?.name === 'create' && <CreateDialog />}
      {dialog?.name === 'edit' && <EditDialog id={dialog.task} reassigns={dialog.reassigns} />}
      {dialog?.name === 'duplicate' && <DuplicateDialog id={dialog.task} />}
      {dialog?.name === 'help' && <HelpDialog />}
      {dialog?.name === 'palette' && <PaletteDialog />}
      {dialog?.name === 'views' && <ViewsDialog />}
      {dialog?.name === 'cancel' && <CancelDialog ids={dialog.tasks} />}
      {dialog?.name === 'retire' && <RetireDialog id={dialog.agent} />}
    </div>
  );
}
