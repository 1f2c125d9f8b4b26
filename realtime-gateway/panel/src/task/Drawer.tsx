import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { lettersAreOn } from '../app/preferences';
import { useIsPast, usePanel, useTask } from '../app/panel';
import { useRemote } from '../app/use-remote';
import { LoadFault } from '../ui/LoadFault';
import { useWords } from '../words/words';
import { api, type TaskEvent } from '../wire/api';
import type { Task } from '../wire/task';
import { Attempts } from './Attempts';
import { DiscordFateLine } from './DiscordFateLine';
import { ResendButton } from './ResendButton';
import { closeDrawer } from './DrawerFrame';
import { DrawerHead, DrawerTabs, type DrawerTab } from './DrawerHead';
import { IdLine } from './IdLine';
import { JsonBox } from './JsonBox';
import { Moment } from './Moment';
import { Timeline } from './Timeline';
import { useTaskActions } from './use-task-actions';
import { useTaskEvents, type TaskEvents } from './use-task-events';

/** One task in full, at its own address. */
export function Drawer({ id }: { id: string }) {
  const words = useWords();
  const element = useRef<HTMLDivElement>(null);
  const shown = useTask(id);
  // The board's records come without payload, instructions and result. Of these the first never changes, and facts
  // tell when the others do.
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
  useAgainAfter(latestOf(all.events), full.again);
  const body = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(false);
  const fresh = useFresh(events.events, scrolled && tab === 'timeline');
  const actions = useTaskActions();
  const [moving, setMoving] = useState(false);

  useLayoutEffect(() => {
    // It had the focus, and went with what stood here before.
    if (document.activeElement === document.body)
      element.current!.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      !lettersAreOn() ||
      !element.current!.contains(event.target as Element)
    )
      return;
    const key = event.key.toLowerCase();
    if (key === 'r') void actions.retryIfAllowed(task);
    else if (key === 'm') setMoving(true);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={element} className="within" onKeyDown={onKeyDown}>
      {task === undefined ? (
        <Missing
          unknown={full.fault?.status === 404 || (isPast && board.loaded)}
          onClose={closeDrawer}
        />
      ) : (
        <>
          <IdLine task={task} onClose={closeDrawer} />
          <div className="dscroll" onScroll={() => setScrolled(isReadingBelow(body.current))}>
            <DrawerHead
              task={task}
              full={isPast ? null : full.value}
              moving={moving}
              onMoving={setMoving}
            />
            <DrawerTabs tab={tab} onTab={setTab} />
            <div
              ref={body}
              className="db"
              role="tabpanel"
              id="drawer-panel"
              aria-labelledby={`tab-${tab}`}
              tabIndex={0}
            >
              {fresh > 0 && (
                <button
                  type="button"
                  className="btn primary new-chip"
                  onClick={() => body.current?.scrollIntoView({ block: 'start' })}
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
          </div>
        </>
      )}
    </div>
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

/** The newest fact that gave the task other instructions or a result. */
const latestOf = (events: readonly TaskEvent[] | null): string | undefined =>
  events?.find(({ type, outcome }) => outcome === 'applied' && /^(?:edited|done)$/.test(type))
    ?.event_id;

function useAgainAfter(eventId: string | undefined, again: () => void): void {
  useEffect(() => {
    if (eventId !== undefined) again();
  }, [eventId, again]);
}

/** Scrolled further than this, the newest lines are out of sight (px). */
const READING_FROM = 160;

const isReadingBelow = (panel: HTMLElement | null): boolean =>
  panel !== null &&
  panel.getBoundingClientRect().top - panel.parentElement!.getBoundingClientRect().top <
    -READING_FROM;

/** How many facts have come since the newest was last in sight. */
function useFresh(events: readonly TaskEvent[] | null, away: boolean): number {
  const newest = events?.[0]?.event_id;
  const [seen, setSeen] = useState(newest);
  if (!away && seen !== newest) setSeen(newest);
  const at = events?.findIndex((event) => event.event_id === seen) ?? 0;
  return away ? Math.max(0, at) : 0;
}
