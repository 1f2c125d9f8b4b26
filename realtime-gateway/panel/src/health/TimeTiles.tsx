import { useNow, usePanel } from '../app/panel';
import { AsTable } from '../ui/AsTable';
import { Bars, Limit, Plot } from '../ui/Plot';
import { scaleTo } from '../ui/scale';
import { useSpeech } from '../words/words';
import type { HealthPart } from '../wire/health';
import { FIRES_WITHIN, inBuckets, SHOWN_WITHIN } from './measures';
import { EmptyTile, Tile } from './Tile';

/** Ten bars lie within the limit, and one beyond. */
const SCREEN_BUCKET = SHOWN_WITHIN / 10;

/** How long the latest changes took until they were seen here. */
export function ToScreenTile() {
  const { words, format } = useSpeech();
  const said = words.health;
  const { screenTimes } = usePanel();
  useNow(1);
  const summary = screenTimes.summary();
  if (summary === null) return <EmptyTile title={said.screen} lead={said.noScreen} />;
  const [median, p99] = [format.span(summary.median), format.span(summary.p99)];
  const counts = inBuckets(summary.taken, SCREEN_BUCKET, 10);
  return (
    <Tile
      title={said.screen}
      big={format.number(Math.round(summary.median))}
      unit={said.screenUnit}
      foot={[`p99 ${p99}`, said.screenCount(summary.count)]}
      table={<HistogramTable counts={counts} bucketMs={SCREEN_BUCKET} />}
    >
      <Histogram
        counts={counts}
        bucketMs={SCREEN_BUCKET}
        label={said.screenChart(summary.count, median, p99, counts.at(-1)!)}
      />
    </Tile>
  );
}

/** How long after its limit a deadline fired. */
export function DeadlinesTile({ deadlines }: { deadlines: HealthPart<'deadlines'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const window = format.age(deadlines.window_seconds * 1_000);
  if (deadlines.fired === 0 || typeof deadlines.max_ms !== 'number')
    return (
      <Tile title={said.deadlines} big="0" unit={said.inWindow(window)}>
        <p className="muted">{said.noDeadline}</p>
      </Tile>
    );
  const { max_ms, counts, bucket_ms } = deadlines;
  const p50 = format.span(deadlines.p50_ms ?? max_ms);
  const p99 = format.span(deadlines.p99_ms ?? max_ms);
  return (
    <Tile
      title={said.deadlines}
      big={format.span(max_ms)}
      unit={said.slowest(window)}
      foot={[said.fired(deadlines.fired), `${said.median} ${p50}`, `p99 ${p99}`]}
      table={<HistogramTable counts={counts} bucketMs={bucket_ms} />}
    >
      <Histogram
        counts={counts}
        bucketMs={bucket_ms}
        label={said.deadlinesChart(
          deadlines.fired,
          p50,
          p99,
          format.span(max_ms),
          format.span(FIRES_WITHIN),
        )}
      />
    </Tile>
  );
}

interface Counted {
  /** Each is of as long a time, from zero on, and the last of all beyond. */
  readonly counts: readonly number[];
  readonly bucketMs: number;
}

/** How often it took how long; what lies beyond the limit stands at its right. */
function Histogram({ counts, bucketMs, label }: Counted & { label: string }) {
  const { words, format } = useSpeech();
  const within = counts.length - 1;
  const limitAt = within / counts.length;
  const scale = scaleTo(Math.max(0, ...counts), true);
  const limit = format.span(within * bucketMs);
  return (
    <Plot
      label={label}
      marks={scale.marks.map((mark) => format.number(mark))}
      ticks={[
        { at: 0, text: '0' },
        { at: limitAt / 2, text: format.span((within * bucketMs) / 2) },
        { at: limitAt, text: words.health.limit(limit) },
      ]}
    >
      <Bars
        scale={scale}
        bars={counts.map((count, index) => ({
          value: count,
          tone: index === within ? 'to' : undefined,
          title: `${spanOf(index)}: ${format.number(count)}`,
        }))}
      />
      <Limit at={limitAt} />
    </Plot>
  );

  function spanOf(index: number): string {
    return index === within
      ? words.health.above(limit)
      : words.health.upTo(format.span((index + 1) * bucketMs));
  }
}

function HistogramTable({ counts, bucketMs }: Counted) {
  const { words, format } = useSpeech();
  const said = words.health;
  const within = counts.length - 1;
  return (
    <AsTable
      label={said.table}
      head={[said.took, said.count]}
      rows={counts.map((count, index) => [
        index === within
          ? said.above(format.span(within * bucketMs))
          : said.upTo(format.span((index + 1) * bucketMs)),
        format.number(count),
      ])}
    />
  );
}
