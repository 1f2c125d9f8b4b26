import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useRemote } from '../app/use-remote';
import { api, type FactCounts } from '../wire/api';
import { BARS, type Counted, type Span } from './track';

/** What came since the last asking is counted after so long (s). */
const EVERY = 30;

/** What the server has counted last, be it of this span or of another; null before it has. */
export function useCounted({ from, to }: Span): Counted | null {
  const { value } = useRemote(
    `facts from ${from} to ${to}`,
    (signal) => api.factCounts(from, to, BARS, signal),
    EVERY,
  );
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return useMemo(() => (last === null ? null : countedIn(last)), [last]);
}

/** Nothing is known of the time before the ledger's first fact. */
function countedIn({ from, to, earliest, buckets }: FactCounts): Counted {
  const starts = buckets.map(({ at }) => Date.parse(at));
  const end = Date.parse(to);
  return {
    from: earliest === undefined ? end : Math.max(Date.parse(from), Date.parse(earliest)),
    to: end,
    bars: buckets.map(({ applied }, index) => ({
      from: starts[index]!,
      to: starts[index + 1] ?? end,
      facts: applied,
    })),
  };
}

export type Direction = 'before' | 'after';

/** How the last search for a fact ended, when it led nowhere. */
export type Vain = 'noneBefore' | 'noneAfter' | 'notFound';

export interface FactSteps {
  /** Leads to the fact before or after the moment aimed at; steps asked for meanwhile follow one another. */
  readonly step: (
    direction: Direction,
    arrive: (moment: number) => void,
    isRepeat?: boolean,
  ) => void;
  /** Where the person is headed by another way. */
  readonly aim: (moment: number) => void;
  readonly vain: Vain | null;
}

/** From fact to fact, as the server knows them. `newest` is the last moment that is past. */
export function useFactSteps(moment: number, newest: () => number): FactSteps {
  const target = useRef(moment);
  const waiting = useRef(0);
  const steps = useRef(Promise.resolve());
  const gone = useRef(new AbortController());
  const [vain, setVain] = useState<Vain | null>(null);
  useEffect(() => void (target.current = moment), [moment]);
  useEffect(() => {
    const left = new AbortController();
    gone.current = left;
    return () => left.abort();
  }, []);

  const aim = useCallback((to: number) => {
    target.current = to;
    setVain(null);
  }, []);

  const search = async (
    direction: Direction,
    arrive: (moment: number) => void,
    left: AbortSignal,
  ) => {
    const answer = await api.neighbourFact(target.current, direction, left);
    waiting.current -= 1;
    if (left.aborted) return;
    const at = answer.kind === 'ok' ? Date.parse(answer.body.at ?? '') : null;
    if (at === null) setVain('notFound');
    else if (Number.isNaN(at) || at > newest())
      setVain(direction === 'before' ? 'noneBefore' : 'noneAfter');
    else arrive(at);
  };

  const step: FactSteps['step'] = (direction, arrive, isRepeat = false) => {
    if (isRepeat && waiting.current > 0) return;
    waiting.current += 1;
    const left = gone.current.signal;
    steps.current = steps.current.then(() => search(direction, arrive, left));
  };
  return { step, aim, vain };
}
