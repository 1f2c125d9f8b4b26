import type { Signal } from '../board/facts';

/** Two letters of the agent's name and, at the corner, whether it gives signals. The word for it stands beside. */
export function Avatar({ agentId, signal }: { agentId: string; signal: Signal | null }) {
  return (
    <span className="av" aria-hidden="true">
      {initialsOf(agentId)}
      {signal !== null && <i className={`pr ${signal}`} />}
    </span>
  );
}

/** `agt_atlas` reads AT: the prefix that every agent has says nothing. */
function initialsOf(agentId: string): string {
  const name = agentId.replace(/^(agt|agent)[_.:-]/i, '').replace(/[^\p{L}\p{N}]/gu, '');
  return (name === '' ? agentId : name).slice(0, 2).toUpperCase();
}
