import { useEffect } from 'react';
import { ActivityView } from '../activity/ActivityView';
import { AgentsView } from '../agents/AgentsView';
import { BoardView } from '../board/BoardView';
import { CreateDialog } from '../create/CreateDialog';
import { IncidentsView } from '../incidents/IncidentsView';
import { useOpenIncidents } from '../incidents/use-incidents';
import { SignIn } from '../session/SignIn';
import { Drawer, useDrawerBeside } from '../task/Drawer';
import { LiveRegions } from '../ui/LiveRegions';
import { Toasts } from '../ui/Toasts';
import { useWords } from '../words/words';
import { useOpenDialog } from './dialogs';
import { FreshnessBanner } from './FreshnessBanner';
import { useBoardHerald, useFreshnessHerald } from './heralds';
import { HealthView } from './HealthView';
import { HelpDialog } from './HelpDialog';
import { NotFound } from './NotFound';
import { useBoard, useFrozen } from './panel';
import { useRoute } from './router';
import { TabBar, TopBar } from './TopBar';
import { useShortcuts } from './use-shortcuts';

export function App() {
  const words = useWords();
  const { view, task } = useRoute();
  const frozen = useFrozen();
  const signedOut = useBoard((board) => board.connection.state === 'signedOut');
  const beside = useDrawerBeside();
  const dialog = useOpenDialog();
  useShortcuts();
  useBoardHerald();
  useFreshnessHerald();
  const incidents = useOpenIncidents();
  const openIncidents = incidents.value?.incidents.length ?? null;
  useEffect(() => {
    document.title = `${view === null ? words.notFound : words.views[view]} · ${words.product}`;
  }, [view, words]);
  return (
    <div
      className="app"
      data-frozen={frozen ? '' : undefined}
      data-drawer={task === null ? undefined : ''}
    >
      <div className="behind" inert={task !== null && !beside}>
        <a className="btn skip" href="#content">
          {words.skip}
        </a>
        <TopBar view={view} openIncidents={openIncidents} />
        <FreshnessBanner />
        {view === 'board' && <BoardView opened={task} />}
        {view === 'agents' && <AgentsView />}
        {view === 'activity' && <ActivityView />}
        {view === 'incidents' && <IncidentsView open={incidents} />}
        {view === 'health' && <HealthView />}
        {view === null && <NotFound />}
        <TabBar view={view} openIncidents={openIncidents} />
      </div>
      {task !== null && <Drawer id={task} beside={beside} />}
      <Toasts />
      <LiveRegions />
      {dialog === 'create' && <CreateDialog />}
      {dialog === 'help' && <HelpDialog />}
      {signedOut && <SignIn />}
    </div>
  );
}
