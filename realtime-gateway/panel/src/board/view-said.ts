import { agentName } from '../words/agent-name';
import type { Words } from '../words/pt';
import { visibleText } from '../words/visible-text';
import { useWords } from '../words/words';
import { readFilter } from './filter';
import { readLook } from './look';

/** What a view shows, in a line. */
export function viewSaid(query: string, words: Words): string {
  const search = new URLSearchParams(query);
  const filter = readFilter(search);
  const look = readLook(search);
  const listed = (label: string, values: readonly string[]) =>
    values.length === 0 ? '' : words.filter.chosen(label, values, 0);
  return [
    look.layout === 'list'
      ? `${words.look.as.list} (${words.look.by[look.grouping]})`
      : words.look.as.board,
    filter.text === '' ? '' : `“${visibleText(filter.text)}”`,
    filter.attention ? words.saved.attention : '',
    listed(
      words.filter.agent,
      filter.agents.map((agent) => visibleText(agentName(agent))),
    ),
    listed(
      words.filter.status,
      filter.faces.map((face) => words.face[face]),
    ),
    listed(
      words.filter.stage,
      filter.stages.map((stage) => words.stage[stage]),
    ),
  ]
    .filter(Boolean)
    .join(' · ');
}

export const useViewSaid = (query: string): string => viewSaid(query, useWords());
