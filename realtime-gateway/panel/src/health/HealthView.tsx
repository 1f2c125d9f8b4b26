import { useEffect } from 'react';
import { AsOf } from '../app/AsOf';
import { usePanel } from '../app/panel';
import { useRemote } from '../app/use-remote';
import { Icon } from '../ui/Icon';
import { LoadFault } from '../ui/LoadFault';
import { ViewFault } from '../ui/ViewFault';
import { ViewLoading } from '../ui/ViewLoading';
import { useSpeech } from '../words/words';
import { api } from '../wire/api';
import type { Health } from '../wire/health';
import { DiscordTile, ReconcileTile } from './FateTiles';
import { DoneTile, FlowTile } from './FlowTiles';
import { LagTile } from './LagTile';
import { concerns } from './measures';
import { JobsTile, RejectedTile } from './RecordTiles';
import { Then } from './Tile';
import { DeadlinesTile, ToScreenTile } from './TimeTiles';

/** Measures move slowly, and asking costs the server a look at its log (s). */
const LOOK_EVERY = 5;

/** How the system itself does: what flows, what waits, what fired, what was found. */
export function HealthView() {
  const { words, format } = useSpeech();
  const { screenTimes } = usePanel();
  const { value, at, old, fault } = useRemote('health', (signal) => api.health(signal), LOOK_EVERY);
  useEffect(() => {
    if (value !== null) screenTimes.hear(Date.parse(value.as_of), at);
  }, [screenTimes, value, at]);
  if (value === null)
    return fault === null ? (
      <ViewLoading title={words.views.health} />
    ) : (
      <ViewFault title={words.views.health} fault={fault} />
    );
  const asOf = Date.parse(value.as_of);
  const unavailable = value.unavailable ?? [];
  return (
    <main id="content" className="view" tabIndex={-1} data-old={old ? '' : undefined}>
      <div className="wrap">
        <div className="vh1">
          <h1>{words.views.health}</h1>
          {old ? (
            <AsOf at={asOf} />
          ) : (
            <>
              <Verdict health={value} />
              <p>{words.health.asOf(format.clock(asOf))}</p>
            </>
          )}
        </div>
        {fault && <LoadFault fault={fault} />}
        {unavailable.length > 0 && (
          <p className="load-error" role="status">
            <Icon name="warn" />
            {words.health.unavailable(format.list(unavailable.map(partName)))}
          </p>
        )}
        <Then value={old ? asOf : null}>
          <div className="tiles">
            {value.flow && <FlowTile flow={value.flow} />}
            <ToScreenTile />
            {value.deadlines && <DeadlinesTile deadlines={value.deadlines} />}
            {value.done && <DoneTile done={value.done} />}
            {value.lag && <LagTile lag={value.lag} />}
            {value.reconcile && <ReconcileTile runs={value.reconcile} />}
            {value.discord && <DiscordTile discord={value.discord} />}
            {value.rejected && <RejectedTile rejected={value.rejected} />}
            {value.jobs && (
              <JobsTile jobs={value.jobs} beside={value.rejected?.newest.length === 0} />
            )}
          </div>
        </Then>
      </div>
    </main>
  );

  function partName(part: string): string {
    const names = words.health;
    const known: Readonly<Record<string, string>> = {
      flow: names.applied,
      lag: names.lag,
      done: names.done,
      deadlines: names.deadlines,
      discord: names.discord,
      jobs: names.jobs,
      reconcile: names.reconcile,
      rejected: names.rejected,
    };
    return known[part] ?? part;
  }
}

function Verdict({ health }: { health: Health }) {
  const { words } = useSpeech();
  const found = concerns(health);
  if (found.length === 0)
    return (
      <p className="ok-line">
        <Icon name="s-done" />
        {words.health.well}
      </p>
    );
  return (
    <p className="watch-line">
      <Icon name="warn" />
      {found.map((concern) => words.health.watch[concern]).join(' · ')}
    </p>
  );
}
