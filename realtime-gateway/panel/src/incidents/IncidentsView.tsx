import { useId, useMemo, useState } from 'react';
import { AsOf } from '../app/AsOf';
import { useNow, useTask } from '../app/panel';
import { Link, taskPath } from '../app/router';
import { useBoardFault, type Remote } from '../app/use-remote';
import { boardOf } from '../board/filter';
import { Icon, type IconName } from '../ui/Icon';
import { LoadFault } from '../ui/LoadFault';
import { ViewFault } from '../ui/ViewFault';
import { ViewLoading } from '../ui/ViewLoading';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { Incident } from '../wire/api';
import { byCause, kindsIn, type IncidentGroup } from './causes';
import { detailOf, tellingOf, type Telling } from './telling';
import { useResolvedIncidents } from './use-incidents';

/** What went wrong and still is, then what was. */
export function IncidentsView({ open }: { open: Remote<{ incidents: Incident[] }> }) {
  const { words, format } = useSpeech();
  const resolved = useResolvedIncidents();
  const now = useNow(15);
  const boardFault = useBoardFault();
  if (open.value === null) {
    const fault = open.fault ?? boardFault;
    return fault === null ? (
      <ViewLoading title={words.views.incidents} />
    ) : (
      <ViewFault title={words.views.incidents} fault={fault} text={words.incidents.loadingFailed} />
    );
  }
  const current = open.value.incidents;
  const past = resolved.value?.incidents ?? [];
  const fault = open.fault ?? resolved.fault;
  const old = [open, resolved].filter((remote) => remote.old).map((remote) => remote.at);
  const asOf = old.length === 0 ? null : Math.min(...old);
  return (
    <main id="content" className="view" tabIndex={-1} data-old={asOf === null ? undefined : ''}>
      <div className="wrap w960">
        <div className="vh1">
          <h1>{words.views.incidents}</h1>
          {asOf !== null && <AsOf at={asOf} />}
          {resolved.value && <p>{words.incidents.summary(current.length, past.length)}</p>}
        </div>
        {fault && <LoadFault fault={fault} text={words.incidents.loadingFailed} />}
        <section>
          <h2 className="sec">
            {words.incidents.open}
            {current.length > 0 && (
              <span className={open.old ? 'count' : 'count bad'}>
                {format.number(current.length)}
              </span>
            )}
          </h2>
          {current.length > 0 ? (
            <ul className="panel">
              <IncidentRows incidents={current} now={now} />
            </ul>
          ) : (
            <p className="panel nothing">{noneOpen()}</p>
          )}
        </section>
        {past.length > 0 && (
          <section>
            <h2 className="sec">{words.incidents.resolved}</h2>
            <ul className="panel">
              <IncidentRows incidents={past} now={now} />
            </ul>
          </section>
        )}
      </div>
    </main>
  );

  function noneOpen(): string {
    if (asOf !== null) return words.incidents.noneThen(format.clock(asOf));
    if (resolved.value === null) return words.incidents.none;
    const last = past[0]?.resolved_at;
    const since =
      last === undefined
        ? words.incidents.never
        : words.incidents.last(format.age(now - Date.parse(last)));
    return `${words.incidents.none} ${since}`;
  }
}

const ICONS: Readonly<Record<string, IconName>> = {
  agent_offline: 'plug',
  task_timeout: 's-timeout',
  event_conflict: 'warn',
  discord_channel_refused: 'send',
  database_went_back: 'history',
  log_gap: 'warn',
  log_made_anew: 'warn',
};

function IncidentRows({ incidents, now }: { incidents: readonly Incident[]; now: number }) {
  const groups = useMemo(() => byCause(incidents), [incidents]);
  return groups.map((group) =>
    group.members.length === 1 ? (
      <IncidentRow key={group.key} incident={group.members[0]!} now={now} />
    ) : (
      <GroupRow key={group.key} group={group} now={now} />
    ),
  );
}

/** Many incidents of one cause: how many of which kind, and each of them when asked for. */
function GroupRow({ group: { heads, members }, now }: { group: IncidentGroup; now: number }) {
  const { words, format } = useSpeech();
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const [head] = heads;
  const { title, story } = useTelling(head!);
  const kinds = kindsIn(members);
  const over = members.every((incident) => incident.resolved_at !== undefined);
  const many = (kind: string, n: number) =>
    words.incidents.many[kind]?.(n) ?? `${kind}: ${format.number(n)}`;
  const name = heads.length === 1 ? title : many(head!.kind, heads.length);
  return (
    <li className={over ? 'inc s-done' : 'inc open s-failed'}>
      <KindIcon incident={head!} />
      <div className="h">
        <b className="plain">{name}</b>
      </div>
      <When incidents={members} now={now} />
      <div className="body">
        <p>{kinds.length === 1 ? story : format.list(kinds.map(([kind, n]) => many(kind, n)))}</p>
        <button
          type="button"
          className="btn quiet unfold"
          aria-expanded={unfolded}
          aria-controls={id}
          aria-label={`${words.incidents.each(members.length)}: ${name}`}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon name="chev" />
          {words.incidents.each(members.length)}
        </button>
        <ul id={id} className="members" hidden={!unfolded}>
          {unfolded &&
            members.map((incident) => (
              <IncidentRow key={incident.incident_id} incident={incident} now={now} />
            ))}
        </ul>
      </div>
    </li>
  );
}

function useTelling(incident: Incident): Telling {
  const { words } = useSpeech();
  const task = useTask(incident.task_id ?? '');
  const { channel } = detailOf(incident);
  const subject =
    typeof channel === 'string'
      ? channel
      : task
        ? `“${visibleText(task.title)}”`
        : visibleText(incident.subject);
  return tellingOf(incident, subject, words);
}

function KindIcon({ incident: { kind, resolved_at } }: { incident: Incident }) {
  return (
    <Icon name={resolved_at === undefined ? (ICONS[kind] ?? 'warn') : 's-done'} className="st-ic" />
  );
}

/** Since when, or from when to when and how long, over all of them. */
function When({ incidents, now }: { incidents: readonly Incident[]; now: number }) {
  const { words, format } = useSpeech();
  const opened = Math.min(...incidents.map(({ opened_at }) => Date.parse(opened_at)));
  const ends = incidents.map(({ resolved_at }) => resolved_at);
  const isOpen = ends.includes(undefined);
  const resolved = Math.max(...ends.map((end) => Date.parse(end ?? '')));
  return (
    <span className="when" title={format.exact(opened)}>
      {isOpen
        ? words.incidents.ago(format.age(now - opened))
        : words.incidents.lasted(
            format.moment(opened, now),
            format.moment(resolved, now),
            format.span(resolved - opened),
          )}
    </span>
  );
}

function IncidentRow({ incident, now }: { incident: Incident; now: number }) {
  const { words } = useSpeech();
  const task = useTask(incident.task_id ?? '');
  const { title, story } = useTelling(incident);
  return (
    <li className={incident.resolved_at === undefined ? 'inc open s-failed' : 'inc s-done'}>
      <KindIcon incident={incident} />
      <div className="h">
        <b className="plain">{title}</b>
        <span className="muted">#{incident.incident_id}</span>
      </div>
      <When incidents={[incident]} now={now} />
      <div className="body">
        <p>{story}</p>
        <div className="links">
          {incident.task_id !== undefined && (
            <Link className="link plain" href={taskPath(incident.task_id)}>
              {task ? visibleText(task.title) : incident.task_id}
            </Link>
          )}
          {incident.agent_id !== undefined && (
            <Link className="link plain" href={boardOf(incident.agent_id)}>
              {words.incidents.seeAgent(incident.agent_id)}
            </Link>
          )}
        </div>
      </div>
    </li>
  );
}
