import {
  createElement,
  useEffect,
  useSyncExternalStore,
  type ComponentType,
  type FunctionComponent,
} from 'react';
import { Cell, useCell } from '../ui/cell';
import type { Answer } from '../wire/http';
import { usePanel } from './panel';
import { useRemote, type RemoteFault } from './use-remote';

/**
 * What stands in place of a part whose code is not there, given what the part would be; the fault is null while nothing
 * has gone wrong.
 */
export type Meanwhile<Props extends object = object> = FunctionComponent<
  Props & { fault: RemoteFault | null }
>;

const fetchers: (() => Promise<void>)[] = [];

/** A part of the panel whose code does not come with the first load. What has come is shown at once ever after. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: Meanwhile<Props>,
): FunctionComponent<Props> {
  const code = new Cell<{ readonly part: ComponentType<Props> } | null>(null);
  const fetchCode = async () => {
    if (code.get() === null) code.set({ part: await load() });
  };
  fetchers.push(fetchCode);
  return function Later(props) {
    const here = useCell(code, (value) => value);
    const { fault } = useRemote(here === null ? 'code' : null, () => asAnswer(fetchCode()));
    return here === null
      ? createElement(meanwhile, { ...props, fault })
      : createElement(here.part, props);
  };
}

/** Code comes as a whole or not at all, and nobody says why not. */
const asAnswer = (fetching: Promise<void>): Promise<Answer<null>> =>
  fetching.then(
    () => ({ kind: 'ok', status: 200, body: null }),
    () => ({ kind: 'unanswered' }),
  );

/** Fetches the code of every part; what cannot be had now is asked for again when it is needed. */
export async function fetchAhead(): Promise<void> {
  await Promise.allSettled(fetchers.map((fetchCode) => fetchCode()));
}

/** Once the board is there, and nothing else is to do: a view then opens though the server has gone away since. */
export function useFetchingAhead(): void {
  const { live } = usePanel();
  const loaded = useSyncExternalStore(live.subscribe, () => live.loaded);
  useEffect(() => (loaded ? whenIdle(() => void fetchAhead()) : undefined), [loaded]);
}

/** Safari has no word for idle; there a while must do (ms). */
const A_WHILE = 2_000;

function whenIdle(work: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const asked = requestIdleCallback(work);
    return () => cancelIdleCallback(asked);
  }
  const timer = setTimeout(work, A_WHILE);
  return () => clearTimeout(timer);
}
