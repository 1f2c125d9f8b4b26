import { ListToCome } from '../board/ListToCome';
import { DrawerToCome } from '../task/DrawerToCome';
import { Dialog } from '../ui/Dialog';
import { LoadFault } from '../ui/LoadFault';
import { ViewLoading } from '../ui/ViewLoading';
import { useWords } from '../words/words';
import { closeDialog } from './dialogs';
import { later, type Meanwhile } from './later';
import type { View } from './router';

/** All that the board does without, each with what stands in its place until its code has come. */

const viewOf = (view: View): Meanwhile =>
  function LoadingView({ fault }) {
    const words = useWords();
    const title = words.views[view];
    if (fault === null) return <ViewLoading title={title} />;
    return (
      <main id="content" className="view" tabIndex={-1}>
        <div className="wrap w960">
          <div className="vh1">
            <h1>{title}</h1>
          </div>
          <LoadFault fault={fault} />
        </div>
      </main>
    );
  };

const DialogToCome: Meanwhile = ({ fault }) => {
  const words = useWords();
  if (fault === null) return null;
  return (
    <Dialog label={words.loading} onClose={closeDialog}>
      <div className="stack">
        <LoadFault fault={fault} />
        <div className="acts">
          <span className="grow" />
          <button type="button" className="btn" onClick={closeDialog}>
            {words.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
};

/** A bar or a list of its own over the board, which is missed only while it is waited for. */
const PieceToCome: Meanwhile = ({ fault }) => fault && <LoadFault fault={fault} />;

const ScrubberToCome: Meanwhile = ({ fault }) =>
  fault && (
    <section className="scrub">
      <LoadFault fault={fault} />
    </section>
  );

export const AgentsView = later(
  async () => (await import('../agents/AgentsView')).AgentsView,
  viewOf('agents'),
);
export const ActivityView = later(
  async () => (await import('../activity/ActivityView')).ActivityView,
  viewOf('activity'),
);
export const IncidentsView = later(
  async () => (await import('../incidents/IncidentsView')).IncidentsView,
  viewOf('incidents'),
);
export const HealthView = later(
  async () => (await import('../health/HealthView')).HealthView,
  viewOf('health'),
);
export const Archive = later(async () => (await import('../board/Archive')).Archive, PieceToCome);
export const EmptyBoard = later(
  async () => (await import('../board/EmptyBoard')).EmptyBoard,
  viewOf('board'),
);
export const AgentPicker = later(
  async () => (await import('../board/AgentPicker')).AgentPicker,
  PieceToCome,
);
export const Picked = later(async () => (await import('../board/Picked')).Picked, PieceToCome);
export const ListView = later(
  async () => (await import('../board/list/ListView')).ListView,
  ListToCome,
);
export const Drawer = later(async () => (await import('../task/Drawer')).Drawer, DrawerToCome);
export const Scrubber = later(
  async () => (await import('../past/Scrubber')).Scrubber,
  ScrubberToCome,
);
export const Trace = later(async () => (await import('../task/Trace')).Trace, PieceToCome);
export const QuestionsPanel = later(
  async () => (await import('../questions/QuestionsPanel')).QuestionsPanel,
  PieceToCome,
);
/** Of a task in full. */
export const Instructions = later(
  async () => (await import('../task/Instructions')).Instructions,
  PieceToCome,
);
export const Result = later(async () => (await import('../task/Result')).Result, PieceToCome);
export const Question = later(async () => (await import('../task/Question')).Question, PieceToCome);
export const Notes = later(async () => (await import('../task/Notes')).Notes, PieceToCome);
export const CreateDialog = later(
  async () => (await import('../create/CreateDialog')).CreateDialog,
  DialogToCome,
);
export const DuplicateDialog = later(
  async () => (await import('../create/DuplicateDialog')).DuplicateDialog,
  DialogToCome,
);
export const EditDialog = later(
  async () => (await import('../task/EditDialog')).EditDialog,
  DialogToCome,
);
export const HelpDialog = later(
  async () => (await import('./HelpDialog')).HelpDialog,
  DialogToCome,
);
export const PaletteDialog = later(
  async () => (await import('./PaletteDialog')).PaletteDialog,
  DialogToCome,
);
export const ViewsDialog = later(
  async () => (await import('../board/ViewsDialog')).ViewsDialog,
  DialogToCome,
);
export const CancelDialog = later(
  async () => (await import('../task/CancelDialog')).CancelDialog,
  DialogToCome,
);
export const Notices = later(
  async () => (await import('../notices/Notices')).Notices,
  () => null,
);
export const RetireDialog = later(
  async () => (await import('../agents/RetireDialog')).RetireDialog,
  DialogToCome,
);
