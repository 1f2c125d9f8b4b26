import { STAGES } from '../../wire/task';
import type { Columns } from '../columns';
import type { Grouping } from '../look';
import type { WalkKey } from '../roving';

/** The rows of one stage or of one agent, which is its key. */
export interface Section {
  readonly key: string;
  readonly ids: readonly string[];
}

/**
 * The rows as the columns have them: by stage, and there by the moment it was entered. Neither this nor the agent is
 * ever changed by a report, so that no row moves unless its task changes its stage.
 */
export function sectionsOf(
  columns: Columns,
  grouping: Grouping,
  agentOf: (id: string) => string,
): readonly Section[] {
  if (grouping === 'stage')
    return STAGES.filter((stage) => columns[stage].length > 0).map((stage) => ({
      key: stage,
      ids: columns[stage],
    }));
  const byAgent = new Map<string, string[]>();
  for (const id of STAGES.flatMap((stage) => columns[stage])) {
    const agent = agentOf(id);
    const ids = byAgent.get(agent);
    if (ids === undefined) byAgent.set(agent, [id]);
    else ids.push(id);
  }
  return [...byAgent]
    .map(([key, ids]) => ({ key, ids }))
    .sort((one, other) => one.key.localeCompare(other.key) || (one.key < other.key ? -1 : 1));
}

/** The row a key leads to from the given one: up and down over all rows, left and right to the next section's first. */
export function walkRows(sections: readonly Section[], from: string, key: WalkKey): string | null {
  const at = sections.findIndex(({ ids }) => ids.includes(from));
  const section = sections[at];
  if (section === undefined) return null;
  const index = section.ids.indexOf(from);
  const [before, after] = [sections[at - 1], sections[at + 1]];
  const first = sections[0]!.ids[0]!;
  const last = sections.at(-1)!.ids.at(-1)!;
  switch (key) {
    case 'ArrowUp':
      return section.ids[index - 1] ?? before?.ids.at(-1) ?? null;
    case 'ArrowDown':
      return section.ids[index + 1] ?? after?.ids[0] ?? null;
    case 'ArrowLeft':
      return index > 0 ? section.ids[0]! : (before?.ids[0] ?? null);
    case 'ArrowRight':
      return after?.ids[0] ?? null;
    case 'Home':
      return first === from ? null : first;
    case 'End':
      return last === from ? null : last;
  }
}
