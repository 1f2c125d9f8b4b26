import { useEffect } from 'react';
import { BoardView } from '../board/BoardView';
import { CreateDialog } from '../create/CreateDialog';
import { SignIn } from '../session/SignIn';
import { LiveRegions } from '../ui/LiveRegions';
import { Toasts } from '../ui/Toasts';
import { useWords } from '../words/words';
import { useOpenDialog } from './dialogs';
import { FreshnessBanner } from './FreshnessBanner';
import { HelpDialog } from './HelpDialog';
import { useBoard, useFrozen } from './panel';
import { useRoute } from './router';
import { TabBar, TopBar } from './TopBar';
import { useShortcuts } from './use-shortcuts';

export function App() {
  const words = useWords();
  const { view, task } = useRoute();
  const frozen = useFrozen();
  const signedOut = useBoard((board) => board.connection.state === 'signedOut');
  const dialog = useOpenDialog();
  useShortcuts();
  useEffect(() => {
    document.title = `${view === null ? words.notFound : words.views[view]} · ${words.product}`;
  }, [view, words]);
  return (
    <div className="app" data-frozen={frozen ? '' : undefined} data-drawer={task === null ? undefined : ''}>
      <a className="btn skip" href="#content">
        {words.skip}
      </a>
      <TopBar view={view} openIncidents={null} />
      <FreshnessBanner />
      {view === 'board' && <BoardView opened={task} />}
      <TabBar view={view} openIncidents={null} />
      <Toasts />
      <LiveRegions />
      {dialog === 'create' && <CreateDialog />}
      {dialog === 'help' && <HelpDialog />}
      {signedOut && <SignIn />}
    </div>
  );
}
