import { use } from 'react';
import { useNow } from '../app/panel';
import { AsTable } from '../ui/AsTable';
import { Bars, Plot } from '../ui/Plot';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { HealthPart } from '../wire/health';
import { inOneLine } from './measures';
import { EmptyTile, Then, Tile } from './Tile';

/** So few runs do not fill the chart; they stand at its right end. */
const FEW_RUNS = 12;

/** What the runs that compare everything found. */
export function ReconcileTile({ runs }: { runs: HealthPart<'reconcile'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const present = useNow(15);
  const now = use(Then) ?? present;
  const found = runs.filter((run) => !run.ok);
  const [newest] = runs;
  if (newest === undefined) return <EmptyTile title={said.reconcile} lead={said.noRun} />;
  return (
    <Tile
      title={said.reconcile}
      big={format.number(runs.length - found.length)}
      unit={said.ofRuns(runs.length)}
      foot={[said.lastRun(format.age(now - Date.parse(newest.checked_at)))]}
      table={
        <AsTable
          label={said.table}
          head={[said.when, said.found]}
          rows={runs.map((run) => [
            format.moment(Date.parse(run.checked_at), now),
            visibleText(inOneLine(run.finding)) || '–',
          ])}
        />
      }
    >
      <Plot
        small
        label={said.reconcileChart(runs.length, found.length)}
        marks={[]}
        ticks={[
          { at: 0, text: words.past.ago(format.age(now - Date.parse(runs.at(-1)!.checked_at))) },
          { at: 1, text: words.past.ago(format.age(now - Date.parse(newest.checked_at))) },
        ]}
      >
        <Bars
          scale={{ top: 1, marks: [] }}
          bars={[
            ...Array.from({ length: Math.max(0, FEW_RUNS - runs.length) }, () => ({ value: 0 })),
            ...runs.toReversed().map((run) => ({
              value: 1,
              tone: run.ok ? ('ok' as const) : ('to' as const),
              title: format.moment(Date.parse(run.checked_at), now),
            })),
          ]}
        />
      </Plot>
    </Tile>
  );
}

const FATES = ['sent', 'coalesced', 'suppressed', 'waiting', 'dead'] as const;

/** What became of the messages. */
export function DiscordTile({ discord }: { discord: HealthPart<'discord'> }) {
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
