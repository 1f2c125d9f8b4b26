import { createContext, use, type ReactNode } from 'react';
import { useSpeech } from '../words/words';

/** Of what moment the measures are (ms), once they may have changed since; null while they are of now. */
export const Then = createContext<number | null>(null);

/** How much of a row of six a tile takes. */
type Width = 2 | 4 | 6;

/** One measure: its number, how it came to be, its parts, and all of it as a table. */
export function Tile({
  title,
  width = 2,
  big,
  unit,
  foot,
  table,
  children,
}: {
  title: string;
  width?: Width;
  big?: string;
  unit?: string;
  foot?: readonly string[];
  table?: ReactNode;
  children: ReactNode;
}) {
  const { words, format } = useSpeech();
  const then = use(Then);
  return (
    <section className={`panel tile w${width}`}>
      <h2>
        {title}
        {then !== null && <small>{words.asOf(format.clock(then))}</small>}
      </h2>
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
      {table}
    </section>
  );
}

/** A tile of which there is nothing to measure yet. */
export function EmptyTile({ title, lead }: { title: string; lead: string }) {
  return (
    <Tile title={title}>
      <p className="muted">{lead}</p>
    </Tile>
  );
}
