import { AsTable } from '../ui/AsTable';
import { Bars, Plot } from '../ui/Plot';
import { scaleTo } from '../ui/scale';
import { useSpeech } from '../words/words';
import type { HealthPart } from '../wire/health';
import { byGroup, type GroupLag } from './measures';
import { EmptyTile, Tile } from './Tile';

/** So few do not fill the width. */
const FEW_PARTITIONS = 6;

/** How far each reader of the log is behind, by partition; all on one scale, so that they compare. */
export function LagTile({ lag }: { lag: HealthPart<'lag'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const groups = byGroup(lag);
  const [worst] = groups;
  const places = Math.max(FEW_PARTITIONS, ...groups.map((group) => group.partitions.length));
  if (worst === undefined) return <EmptyTile title={said.lag} lead={said.noLag} />;
  return (
    <Tile
      title={said.lag}
      big={format.number(worst.most)}
      unit={said.records(worst.most)}
      foot={[said.readers(groups.length, lag.length), ...(worst.most === 0 ? [said.lagNone] : [])]}
      table={
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
      }
    >
      <ul className="lags">
        {groups.map((group) => (
          <Reader key={group.group} group={group} most={worst.most} places={places} />
        ))}
      </ul>
    </Tile>
  );
}

function Reader({
  group: { group, partitions, most },
  most: top,
  places,
}: {
  group: GroupLag;
  most: number;
  places: number;
}) {
  const { words, format } = useSpeech();
  const said = words.health;
  const scale = scaleTo(top, true);
  return (
    <li>
      <p>
        <span className="ell" title={group}>
          {group}
        </span>
        <b>{format.number(most)}</b>
      </p>
      <Plot
        small
        label={said.lagChart(group, partitions.length, most)}
        marks={['0', format.number(scale.top)]}
        ticks={[]}
      >
        <Bars
          scale={scale}
          places={places}
          bars={partitions.map((entry) => ({
            value: entry.lag,
            tone: entry.lag > 0 && entry.lag === top ? 'hi' : undefined,
            title: `${entry.topic} ${entry.partition}: ${format.number(entry.lag)}`,
          }))}
        />
      </Plot>
    </li>
  );
}
