import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
} from 'react';
import { FreshnessBanner } from '../app/FreshnessBanner';
import { lettersAreOn } from '../app/preferences';
import { useIsPast, usePanel, useTask } from '../app/panel';
import { cameFromBoard, go } from '../app/router';
import { useLatest } from '../app/use-latest';
import { useRemote } from '../app/use-remote';
import { linkOf } from '../board/flights';
import { LoadFault } from '../ui/LoadFault';
import { useWords } from '../words/words';
import { api, type TaskEvent } from '../wire/api';
import type { Task } from '../wire/task';
import { Attempts } from './Attempts';
import { DiscordFateLine } from './DiscordFateLine';
import { ResendButton } from './ResendButton';
import { DrawerHead, type DrawerTab } from './DrawerHead';
import { JsonBox } from './JsonBox';
import { Moment, Timeline } from './Timeline';
import { useTaskActions } from './use-task-actions';
import { useTaskEvents, type TaskEvents } from './use-task-events';

/** From this width on the drawer stands beside the board; below, it lies over it. */
const BESIDE = matchMedia('(min-width: 1200px)');

/** True where there is room for the board beside the drawer; elsewhere what lies behind it is made inert. */
export const useDrawerBeside = (): boolean => useSyncExternalStore(onWidth, () => BESIDE.matches);

/**
 * One task in full, at its own address. It is never modal for the browser, since that would make the toasts with their
 * Undo inert too.
 */
export function Drawer({ id, beside }: { id: string; beside: boolean }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = useTask(id);
  // The board's records come without payload, which never changes: one asking is enough.
  const full = useRemote(id, (signal) => api.task(id, signal));
  const { board } = usePanel();
  const isPast = useIsPast();
  // What the server says of now is not what was.
  const task = shown ?? (isPast ? undefined : (full.value ?? undefined));
  const [tab, setTab] = useState<DrawerTab>('timeline');
  const all = useTaskEvents(id, task?.version);
  const until = isPast ? board.now() : Infinity;
  const events = {
    ...all,
    events: all.events?.filter((event) => Date.parse(event.applied_at) <= until) ?? null,
  };
  const body = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(false);
  const fresh = useFresh(events.events, scrolled && tab === 'timeline');
  const actions = useTaskActions();
  const [moving, setMoving] = useState(false);

  useLayoutEffect(() => {
    const element = dialog.current!;
    element.show();
    element.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }, []);
  useFocusGivenBack(id);
  useEscape(close);

  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      !lettersAreOn() ||
      (event.target as Element).closest('dialog') !== dialog.current
    )
      return;
    const key = event.key.toLowerCase();
    if (key === 'r') void actions.retryIfAllowed(task);
    else if (key === 'm') setMoving(true);
    else return;
    event.preventDefault();
  };
  return (
    <>
      {!beside && <div className="drawer-scrim" onClick={close} />}
      <dialog
        ref={dialog}
        className="drawer"
        aria-labelledby="drawer-title"
        aria-modal={!beside}
        onKeyDown={onKeyDown}
      >
        {!beside && <FreshnessBanner />}
        {task === undefined ? (
          <Missing
            unknown={full.fault?.status === 404 || (isPast && board.loaded)}
            onClose={close}
          />
        ) : (
          <>
            <DrawerHead
              task={task}
              tab={tab}
              onTab={setTab}
              moving={moving}
              onMoving={setMoving}
              onClose={close}
            />
            <div
              ref={body}
              className="db"
              role="tabpanel"
              id="drawer-panel"
              aria-labelledby={`tab-${tab}`}
              tabIndex={0}
              onScroll={(event) => setScrolled(event.currentTarget.scrollTop > READING_FROM)}
            >
              {fresh > 0 && (
                <button
                  type="button"
                  className="btn primary new-chip"
                  onClick={() => body.current?.scrollTo({ top: 0 })}
                >
                  {words.drawer.fresh(fresh)}
                </button>
              )}
              {tab === 'timeline' && <TimelineTab task={task} {...events} />}
              {tab === 'discord' && <DiscordTab {...events} />}
              {tab === 'payload' && (
                <PayloadTab task={full.value} label={words.drawer.tabs.payload} />
              )}
              {tab === 'json' && (
                <JsonBox
                  value={{ payload: full.value?.payload, ...task }}
                  label={words.drawer.tabs.json}
                />
              )}
            </div>
          </>
        )}
      </dialog>
    </>
  );
}

function TimelineTab({ task, events, fault, older }: TaskEvents & { task: Task }) {
  const words = useWords();
  return (
    <>
      {fault && <LoadFault fault={fault} />}
      <Attempts task={task} events={events ?? []} />
      <section>
        {events === null ? (
          <ul className="skeleton" aria-hidden="true">
            {[1, 2, 3, 4].map((line) => (
              <li key={line}>
                <span className="skel w45" />
                <span className="skel w60" />
              </li>
            ))}
          </ul>
        ) : (
          <Timeline events={events} />
        )}
        {older !== null && (
          <button type="button" className="btn" onClick={older}>
            {words.showOlder}
          </button>
        )}
      </section>
    </>
  );
}

function DiscordTab({ events, fault }: TaskEvents) {
  const words = useWords();
  if (events === null)
    return fault === null ? <span className="skel w60" /> : <LoadFault fault={fault} />;
  const told = events.filter((event) => event.discord !== undefined);
  if (told.length === 0) return <p className="muted">{words.discord.none}</p>;
  return (
    <ul className="deliveries">
      {told.map((event) => (
        <li key={event.event_id}>
          <Moment at={event.applied_at} />
          <div>
            <p>
              {event.type === 'deadline_passed'
                ? words.face.timeout
                : (words.eventType[event.type] ?? event.type)}
            </p>
            <DiscordFateLine fate={event.discord!} />
            {event.discord!.state === 'dead' && (
              <ResendButton key={event.discord!.at} eventId={event.event_id} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function PayloadTab({ task, label }: { task: Task | null; label: string }) {
  const words = useWords();
  if (task === null) return <span className="skel w60" />;
  if (task.payload === undefined || task.payload === null)
    return <p className="muted">{words.drawer.noPayload}</p>;
  return <JsonBox value={task.payload} label={label} />;
}

function Missing({ unknown, onClose }: { unknown: boolean; onClose: () => void }) {
  const words = useWords();
  return (
    <div className="nothing">
      <h2 id="drawer-title" tabIndex={-1}>
        {unknown ? words.drawer.notFound : words.loading}
      </h2>
      <button type="button" className="btn" onClick={onClose}>
        {words.drawer.toBoard}
      </button>
    </div>
  );
}

/** Scrolled further than this, the newest lines are out of sight (px). */
const READING_FROM = 160;

/** How many facts have come since the newest was last in sight. */
function useFresh(events: readonly TaskEvent[] | null, away: boolean): number {
  const newest = events?.[0]?.event_id;
  const [seen, setSeen] = useState(newest);
  if (!away && seen !== newest) setSeen(newest);
  const at = events?.findIndex((event) => event.event_id === seen) ?? 0;
  return away ? Math.max(0, at) : 0;
}

/** Back to where the drawer was opened from. */
function close(): void {
  if (cameFromBoard()) history.back();
  else go(`/${location.search}`, { replace: true });
}

/**
 * The focus goes from the drawer back to its card, however the drawer was closed. The browser's own way at `close()`
 * would do it while React commits and hears of no focus, so that the board would not know which card has it.
 */
function useFocusGivenBack(id: string): void {
  const card = useLatest(id);
  useEffect(
    () => () => {
      if (document.activeElement === document.body)
        linkOf(card.current)?.focus({ preventScroll: true });
    },
    [card],
  );
}

function useEscape(close: () => void): void {
  const leave = useEffectEvent(close);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const busy = document.querySelector('dialog:modal, .board.dragging, .menu') !== null;
      if (event.key !== 'Escape' || event.defaultPrevented || busy) return;
      event.preventDefault();
      leave();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function onWidth(listener: () => void): () => void {
  BESIDE.addEventListener('change', listener);
  return () => BESIDE.removeEventListener('change', listener);
}
