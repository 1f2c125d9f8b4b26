import { use } from 'react';
import { AsTable } from '../ui/AsTable';
import { Area, Bars, Plot } from '../ui/Plot';
import { scaleTo } from '../ui/scale';
import { useSpeech } from '../words/words';
import type { HealthPart } from '../wire/health';
import { rates } from './measures';
import { Then, Tile } from './Tile';

/** What flows: facts by the second, and tasks done by the hour. */
export function FlowTile({ flow }: { flow: HealthPart<'flow'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const then = use(Then);
  const values = rates(flow);
  const rate = (value: number) => format.decimal(value);
  const latest = values.at(-1) ?? 0;
  const sum = (name: 'late' | 'refused') =>
    flow.buckets.reduce((all, bucket) => all + bucket[name], 0);
  const window = flow.window_seconds * 1_000;
  const scale = scaleTo(Math.max(0, ...values));
  const when = (ago: number) =>
    then === null ? words.past.ago(format.age(ago)) : format.clock(then - ago);
  return (
    <Tile
      title={said.applied}
      width={4}
      big={rate(latest)}
      unit={said.perSecond}
      foot={[
        said.late(sum('late')),
        said.refused(sum('refused')),
        said.inWindow(format.age(window)),
      ]}
      table={
        <AsTable
          label={said.table}
          head={[said.when, said.perSecond]}
          rows={values.map((value, index) => [
            format.clock(Date.parse(flow.buckets[index]!.at)),
            rate(value),
          ])}
        />
      }
    >
      <Plot
        label={(then === null ? said.appliedChart : said.appliedChartThen)(
          rate(Math.min(latest, ...values)),
          rate(Math.max(latest, ...values)),
          rate(latest),
        )}
        marks={scale.marks.map((mark) => format.number(mark))}
        ticks={[
          { at: 0, text: when(window) },
          { at: 0.5, text: when(window / 2) },
          { at: 1, text: then === null ? said.now : format.clock(then) },
        ]}
      >
        <Area values={values} scale={scale} />
      </Plot>
    </Tile>
  );
}

/** Every how many bars the hour is written. */
const HOURS_APART = 6;

export function DoneTile({ done }: { done: HealthPart<'done'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const { counts, bucket_seconds } = done;
  const begin = (index: number) => Date.parse(done.since) + index * bucket_seconds * 1_000;
  const most = Math.max(0, ...counts);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const scale = scaleTo(most, true);
  const ticks = counts.flatMap((_, index) =>
    index % HOURS_APART === 0
      ? [{ at: index / counts.length, text: format.minute(begin(index)) }]
      : [],
  );
  return (
    <Tile
      title={said.done}
      width={4}
      big={format.number(all)}
      unit={said.doneIn(counts.length)}
      foot={[said.doneNow(counts.at(-1) ?? 0)]}
      table={
        <AsTable
          label={said.table}
          head={[said.hour, said.tasks]}
          rows={counts.map((count, index) => [
            format.moment(begin(index), begin(counts.length - 1)),
            format.number(count),
          ])}
        />
      }
    >
      <Plot
        label={said.doneChart(
          all,
          most,
          format.minute(begin(counts.indexOf(most))),
          counts.at(-1) ?? 0,
        )}
        marks={scale.marks.map((mark) => format.number(mark))}
        ticks={ticks}
      >
        <Bars
          scale={scale}
          bars={counts.map((count, index) => ({
            value: count,
            tone: index === counts.length - 1 ? 'hi' : undefined,
            title: `${format.minute(begin(index))}: ${format.number(count)}`,
          }))}
        />
      </Plot>
    </Tile>
  );
}
