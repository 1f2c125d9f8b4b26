import { useEffect, useRef } from 'react';
import type { Pushed } from '../board/board-store';
import { faceOf } from '../board/facts';
import { isFrozen } from '../realtime/connection';
import type { Words } from '../words/pt';
import { useWords } from '../words/words';
import { usePanel } from './panel';

/** Moves of tasks since they were last told, counted by what became of them. */
interface Tally {
  created: number;
  started: number;
  moved: number;
  done: number;
  failed: number;
  timeout: number;
}

const nothing = (): Tally => ({ created: 0, started: 0, moved: 0, done: 0, failed: 0, timeout: 0 });

/** Time in which changes gather before they are told together (ms). */
const GATHER = 2_000;

/** Tells screen readers what agents' pushes did, summed up; percentages and countdowns are never told. */
export function useBoardHerald(): void {
  const { board, announcer } = usePanel();
  const words = useWords();
  useEffect(() => {
    let tally = nothing();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const text = sumUp(tally, words);
      tally = nothing();
      if (text !== null) announcer.say(text);
    };
    const stop = board.onPush((pushed) => {
      if (pushed.replayed) return;
      count(pushed, tally);
      timer ??= setTimeout(tell, GATHER);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [board, announcer, words]);
}

function count({ changes }: Pushed, tally: Tally): void {
  for (const { before, after } of changes) {
    if (after === undefined) continue;
    if (before === undefined) {
      tally.created += 1;
      continue;
    }
    const face = faceOf(after);
    if (face !== faceOf(before) && (face === 'done' || face === 'failed' || face === 'timeout'))
      tally[face] += 1;
    else if (face !== faceOf(before) && face === 'running') tally.started += 1;
    else if (after.stage !== before.stage) tally.moved += 1;
  }
}

function sumUp(tally: Tally, { announce }: Words): string | null {
  const kinds = Object.entries(tally).filter(([, n]) => n > 0) as [keyof Tally, number][];
  const all = kinds.reduce((sum, [, n]) => sum + n, 0);
  return all === 0
    ? null
    : announce.changes(
        all,
        kinds.map(([kind, n]) => announce[kind](n)),
      );
}

/** Tells once that the board stopped, and once that it is live again and what was missed. */
export function useFreshnessHerald(): void {
  const { board, announcer, toaster } = usePanel();
  const words = useWords();
  const wasFrozen = useRef(false);
  useEffect(() => {
    return board.subscribe(() => {
      const frozen = isFrozen(board.connection) && board.loaded && !board.isPast;
      if (frozen && !wasFrozen.current) {
        wasFrozen.current = true;
        announcer.say(words.wentStale);
      } else if (wasFrozen.current && board.connection.state === 'live') {
        wasFrozen.current = false;
        toaster.show({ text: words.liveAgain(board.replica.caughtUp), tone: 'plain' });
      }
    });
  }, [board, announcer, toaster, words]);
}
