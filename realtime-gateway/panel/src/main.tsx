import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { Breakdown } from './app/Breakdown';
import { PanelContext } from './app/panel';
import { startPanel } from './app/start';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/board.css';
import './styles/list.css';
import './styles/forms.css';
import './styles/drawer.css';
import './styles/dialogue.css';
import './styles/views.css';
import './styles/charts.css';
import './styles/past.css';
import { firstLanguage, learn, Speaking } from './words/words';

/** Without its words a page is blank; so it is then loaded anew (ms). */
const AGAIN_AFTER = 5_000;

// The board is on its way while the words are.
const panel = startPanel();

learn(firstLanguage()).then(
  () =>
    createRoot(document.getElementById('root')!).render(
      <PanelContext value={panel}>
        <Speaking>
          <Breakdown>
            <App />
          </Breakdown>
        </Speaking>
      </PanelContext>,
    ),
  () => setTimeout(() => location.reload(), AGAIN_AFTER),
);
