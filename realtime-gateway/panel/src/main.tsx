import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { Breakdown } from './app/Breakdown';
import { PanelContext } from './app/panel';
import { startPanel } from './app/start';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/board.css';
import './styles/forms.css';
import './styles/drawer.css';
import './styles/views.css';
import './styles/charts.css';
import './styles/past.css';
import { Speaking } from './words/words';

const panel = startPanel();

createRoot(document.getElementById('root')!).render(
  <PanelContext value={panel}>
    <Speaking>
      <Breakdown>
        <App />
      </Breakdown>
    </Speaking>
  </PanelContext>,
);
