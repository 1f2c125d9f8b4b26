import { createContext, use, useEffect, type ReactNode } from 'react';
import { AsOf } from '../app/AsOf';
import { useNow, usePanel } from '../app/panel';
import { useRemote } from '../app/use-remote';
import { AreaChart, AsTable, BarChart } from '../ui/Charts';
import { Icon } from '../ui/Icon';
import { LoadFault } from '../ui/LoadFault';
import { ViewFault } from '../ui/ViewFault';
import { ViewLoading } from '../ui/ViewLoading';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import { api, type Health, type HealthPart } from '../wire/api';
import { byGroup, concerns, FIRES_WITHIN, inOneLine, rates } from './measures';

/** Measures move slowly, and asking costs the server a look at its log (s). */
const LOOK_EVERY = 5;

/** Of what moment the measures are (ms), once they may have changed since; null while they are of now. */
const Then = createContext<number | null>(null);

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
            {value.flow && <Flow flow={value.flow} />}
            <ToScreen />
            {value.deadlines && <Deadlines deadlines={value.deadlines} />}
            {value.lag && <Lag lag={value.lag} />}
            {value.reconcile && <Reconcile runs={value.reconcile} />}
            {value.discord && <Discord discord={value.discord} />}
            {value.rejected && <Rejected rejected={value.rejected} />}
            {value.jobs && <Jobs jobs={value.jobs} />}
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

function TileTitle({ children }: { children: string }) {
  const { words, format } = useSpeech();
  const then = use(Then);
  return (
    <h2>
      {children}
      {then !== null && <small>{words.asOf(format.clock(then))}</small>}
    </h2>
  );
}

function Tile({
  title,
  wide = false,
  big,
  unit,
  children,
  foot,
}: {
  title: string;
  wide?: boolean;
  big?: string;
  unit?: string;
  children: ReactNode;
  foot?: readonly string[];
}) {
  return (
    <section className={wide ? 'panel tile w2' : 'panel tile'}>
      <TileTitle>{title}</TileTitle>
      {big !== undefined && (
        <p className="big">
          <b>{big}</b>
          <span>{unit}</span>
        </p>
      )}
      <div className="ch">{children}</div>
      {foot && (
        <p className="foot">
          {foot.map((note) => (
            <span key={note}>{note}</span>
          ))}
        </p>
      )}
    </section>
  );
}

function Flow({ flow }: { flow: HealthPart<'flow'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const then = use(Then);
  const now = useNow(15);
  const values = rates(flow);
  const rate = (value: number) => format.decimal(value);
  const latest = values.at(-1) ?? 0;
  const sum = (name: 'late' | 'refused') =>
    flow.buckets.reduce((all, bucket) => all + bucket[name], 0);
  const first = flow.buckets[0];
  return (
    <Tile
      title={said.applied}
      wide
      big={rate(latest)}
      unit={said.perSecond}
      foot={[
        said.late(sum('late')),
        said.refused(sum('refused')),
        said.inWindow(format.age(flow.window_seconds * 1_000)),
      ]}
    >
      <AreaChart
        values={values}
        label={(then === null ? said.appliedChart : said.appliedChartThen)(
          rate(Math.min(latest, ...values)),
          rate(Math.max(latest, ...values)),
          rate(latest),
        )}
      />
      <p className="axis-x" aria-hidden="true">
        <span>
          {first === undefined
            ? ''
            : then === null
              ? words.past.ago(format.age(now - Date.parse(first.at)))
              : format.clock(Date.parse(first.at))}
        </span>
        <span>{then === null ? said.now : format.clock(then)}</span>
      </p>
      <AsTable
        label={said.table}
        head={[said.when, said.perSecond]}
        rows={values.map((value, index) => [
          format.clock(Date.parse(flow.buckets[index]!.at)),
          rate(value),
        ])}
      />
    </Tile>
  );
}

/** The greatest time from a report to the screen that is promised (ms). */
const SHOWN_WITHIN = 200;

function ToScreen() {
  const { words, format } = useSpeech();
  const said = words.health;
  const { screenTimes } = usePanel();
  useNow(1);
  const summary = screenTimes.summary();
  if (summary === null)
    return (
      <Tile title={said.screen}>
        <p className="muted">{said.noScreen}</p>
      </Tile>
    );
  const [median, p99] = [format.span(summary.median), format.span(summary.p99)];
  return (
    <Tile
      title={said.screen}
      big={format.number(Math.round(summary.median))}
      unit={said.screenUnit}
      foot={[`p99 ${p99}`, said.screenLimit, said.screenCount(summary.count)]}
    >
      <BarChart
        bars={summary.taken.map((ms) => ({
          value: ms,
          tone: ms > SHOWN_WITHIN ? 'to' : undefined,
        }))}
        most={SHOWN_WITHIN}
        label={said.screenChart(median, p99)}
      />
    </Tile>
  );
}

function Lag({ lag }: { lag: HealthPart<'lag'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const groups = byGroup(lag);
  const [worst] = groups;
  if (worst === undefined)
    return (
      <Tile title={said.lag}>
        <p className="muted">{said.noLag}</p>
      </Tile>
    );
  return (
    <Tile
      title={said.lag}
      big={format.number(worst.most)}
      unit={said.records(worst.most)}
      foot={[said.readers(groups.length, lag.length)]}
    >
      {worst.most === 0 ? (
        <p className="muted">{said.lagNone}</p>
      ) : (
        <>
          <BarChart
            bars={worst.partitions.map((entry) => ({
              value: entry.lag,
              tone: entry.lag > 0 && entry.lag === worst.most ? 'hi' : undefined,
            }))}
            label={said.lagChart(worst.group, worst.partitions.length, worst.most)}
          />
          <p className="axis-x" aria-hidden="true">
            <span className="ell">{worst.group}</span>
          </p>
        </>
      )}
      <AsTable
        label={said.table}
        head={[said.group, said.topic, said.partition, said.records(2)]}
        rows={lag.map((entry) => [
          entry.group,
          entry.topic,
          entry.partition,
          format.number(entry.lag),
        ])}
      />
    </Tile>
  );
}

function Deadlines({ deadlines }: { deadlines: HealthPart<'deadlines'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const window = format.age(deadlines.window_seconds * 1_000);
  if (deadlines.fired === 0 || typeof deadlines.max_ms !== 'number')
    return (
      <Tile title={said.deadlines} big="0" unit={said.inWindow(window)}>
        <p className="muted">{said.noDeadline}</p>
      </Tile>
    );
  const { max_ms } = deadlines;
  const p50 = deadlines.p50_ms ?? max_ms;
  const p99 = deadlines.p99_ms ?? max_ms;
  const tone = (ms: number) => (ms > FIRES_WITHIN ? ('to' as const) : undefined);
  return (
    <Tile
      title={said.deadlines}
      big={format.span(max_ms)}
      unit={said.slowest(window)}
      foot={[said.fired(deadlines.fired), said.limit]}
    >
      <BarChart
        bars={[p50, p99, max_ms].map((ms) => ({ value: ms, tone: tone(ms) }))}
        most={FIRES_WITHIN}
        label={said.deadlinesChart(format.span(p50), format.span(p99), format.span(max_ms))}
      />
      <p className="axis-x thirds">
        <span>
          {said.median} {format.span(p50)}
        </span>
        <span>p99 {format.span(p99)}</span>
        <span>
          {said.greatest} {format.span(max_ms)}
        </span>
      </p>
    </Tile>
  );
}

/** So few runs do not fill the chart; they stand at its right end. */
const FEW_RUNS = 12;

function Reconcile({ runs }: { runs: HealthPart<'reconcile'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const present = useNow(15);
  const now = use(Then) ?? present;
  const found = runs.filter((run) => !run.ok);
  const [newest] = runs;
  if (newest === undefined)
    return (
      <Tile title={said.reconcile}>
        <p className="muted">{said.noRun}</p>
      </Tile>
    );
  return (
    <Tile
      title={said.reconcile}
      big={format.number(runs.length - found.length)}
      unit={said.ofRuns(runs.length)}
      foot={[said.lastRun(format.age(now - Date.parse(newest.checked_at)))]}
    >
      <BarChart
        bars={[
          ...Array.from({ length: Math.max(0, FEW_RUNS - runs.length) }, () => ({ value: 0 })),
          ...runs.toReversed().map((run) => ({ value: 1, tone: run.ok ? 'ok' : 'to' }) as const),
        ]}
        height={24}
        label={said.reconcileChart(runs.length, found.length)}
      />
      <AsTable
        label={said.table}
        head={[said.when, said.found]}
        rows={runs.map((run) => [
          format.moment(Date.parse(run.checked_at), now),
          visibleText(inOneLine(run.finding)) || '–',
        ])}
      />
    </Tile>
  );
}

const FATES = ['sent', 'coalesced', 'suppressed', 'waiting', 'dead'] as const;

function Discord({ discord }: { discord: HealthPart<'discord'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const told = FATES.filter((fate) => discord[fate] > 0).map(
    (fate) => [fate, said.fate[fate](discord[fate])] as const,
  );
  return (
    <Tile
      title={said.discord}
      big={format.number(discord.dead)}
      unit={said.discordUnit(discord.dead)}
      foot={[said.inWindow(format.age(discord.window_seconds * 1_000))]}
    >
      {told.length === 0 ? (
        <p className="muted">{said.noDelivery}</p>
      ) : (
        <>
          <div
            className="share"
            role="img"
            aria-label={said.discordChart(format.list(told.map(([, text]) => text)))}
          >
            {told.map(([fate]) => (
              <i key={fate} className={fate} style={{ flexGrow: discord[fate] }} />
            ))}
          </div>
          <p className="key">
            {told.map(([fate, text]) => (
              <span key={fate}>
                <i className={fate} />
                {text}
              </span>
            ))}
          </p>
        </>
      )}
    </Tile>
  );
}

function Jobs({ jobs }: { jobs: HealthPart<'jobs'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const now = useNow(15);
  return (
    <section className="panel tile w2">
      <TileTitle>{said.jobs}</TileTitle>
      {jobs.length === 0 ? (
        <p className="muted">{said.noJobs}</p>
      ) : (
        <table className="tbl plain-tbl">
          <thead>
            <tr>
              <th scope="col">{said.job}</th>
              <th scope="col">{said.schedule}</th>
              <th scope="col">{said.lastRunHead}</th>
              <th scope="col" className="num">
                {said.took}
              </th>
              <th scope="col">{said.result}</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => {
              const at = job.last_finished_at ?? job.last_started_at;
              return (
                <tr key={job.job}>
                  <td className="span">
                    <b>{job.job}</b>
                  </td>
                  <td className="mono">{job.schedule ?? '–'}</td>
                  <td>{at === undefined ? said.never : format.moment(Date.parse(at), now)}</td>
                  <td className="num">
                    {job.duration_ms === undefined ? '–' : format.span(job.duration_ms)}
                  </td>
                  <td className="span muted">
                    {job.running ? said.running : visibleText(inOneLine(job.last_result)) || '–'}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Rejected({ rejected }: { rejected: HealthPart<'rejected'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const now = useNow(15);
  return (
    <section className="panel tile w2">
      <TileTitle>{said.rejected}</TileTitle>
      <p className="big">
        <b>{format.number(rejected.total)}</b>
        <span>{said.inAll}</span>
      </p>
      {rejected.newest.length === 0 ? (
        <p className="muted">{said.noRejected}</p>
      ) : (
        <table className="tbl plain-tbl">
          <thead>
            <tr>
              <th scope="col">{said.when}</th>
              <th scope="col">{said.reason}</th>
              <th scope="col">{said.from}</th>
            </tr>
          </thead>
          <tbody>
            {rejected.newest.map((record, index) => (
              <tr key={index}>
                <td>{format.moment(Date.parse(record.at), now)}</td>
                <td className="span">
                  <code>{visibleText(record.reason)}</code>{' '}
                  <span className="muted plain">{visibleText(record.detail ?? '')}</span>
                </td>
                <td className="mono">
                  {record.topic === undefined
                    ? '–'
                    : `${record.topic} p${record.partition}@${record.offset}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rejected.total > 0 && <p className="foot">{said.kept}</p>}
    </section>
  );
}
