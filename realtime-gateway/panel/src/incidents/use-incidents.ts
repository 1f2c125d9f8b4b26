import { useEffect } from 'react';
import { useBoard } from '../app/panel';
import { useRemote, type Remote } from '../app/use-remote';
import { api, type Incident } from '../wire/api';

/** Incidents open and close with facts that the board does not tell, so they are looked for (s). */
const LOOK_EVERY = 15;

type Incidents = Remote<{ incidents: Incident[] }>;

export function useOpenIncidents(): Incidents {
  // Not before the board has come: without a session the answer would be known beforehand.
  const loaded = useBoard((board) => board.loaded);
  const incidents = useRemote(
    loaded ? 'open' : null,
    (signal) => api.incidents('open', signal),
    LOOK_EVERY,
  );
  const { again } = incidents;
  // An agent's coming or going, and a timeout, are what opens and closes most of them.
  const agents = useBoard(
    (board) =>
      [...board.replica.agents.values()].filter(
        (agent) => agent.presence === 'offline' && agent.departure === undefined,
      ).length,
  );
  const timeouts = useBoard(
    (board) => board.columns.blocked.filter((id) => board.task(id)?.status === 'timeout').length,
  );
  useEffect(() => again(), [agents, timeouts, again]);
  return incidents;
}

export interface OpenIncidents {
  readonly count: number;
  /** Of what moment the count is (ms), where it may have changed since; null while it is of now. */
  readonly asOf: number | null;
}

/** How many are open, for the top bar; null while that was never heard. */
export const openIncidentsOf = ({ value, old, at }: Incidents): OpenIncidents | null =>
  value && { count: value.incidents.length, asOf: old ? at : null };

export const useResolvedIncidents = (): Incidents =>
  useRemote('resolved', (signal) => api.incidents('resolved', signal), LOOK_EVERY);
