import type { Signal } from '../board/facts';
import { agentName } from '../words/agent-name';

/** Two letters of the agent's name and, at the corner, whether it gives signals. The word for it stands beside. */
export function Avatar({ agentId, signal }: { agentId: string; signal: Signal | null }) {
  return (
    <span className="av" aria-hidden="true">
      {initialsOf(agentId)}
      {signal !== null && <i className={`pr ${signal}`} />}
    </span>
  );
}

function initialsOf(agentId: string): string {
  const letters = agentName(agentId).replace(/[^\p{L}\p{N}]/gu, '');
  return (letters === '' ? agentId : letters).slice(0, 2).toUpperCase();
}
