import type { Incident } from '../wire/api';
import type { Words } from '../words/pt';

/** What is said of an incident, before any of it is a link or a time. */
export interface Telling {
  readonly title: string;
  readonly story: string;
}

/**
 * A kind that has no words here, from a newer processor, is told by its name.
 *
 * @param subject whom or what it befell, safe to look at
 */
export function tellingOf(incident: Incident, subject: string, words: Words): Telling {
  const { title, story } = words.incidents;
  const said = story[incident.kind];
  return {
    title: title[incident.kind]?.(subject) ?? `${incident.kind}: ${subject}`,
    story: [
      ...measuresOf(incident, words),
      incident.resolved_at === undefined ? said?.open : said?.resolved,
    ]
      .filter((sentence) => sentence !== undefined)
      .join(' '),
  };
}

/** How much, how often: what the detail counts. */
function measuresOf(incident: Incident, { incidents }: Words): readonly string[] {
  const detail = detailOf(incident);
  if (incident.kind === 'database_went_back' || incident.kind === 'log_made_anew') {
    const partitions = Object.keys(detail).length;
    return partitions > 0 ? [incidents.partitions(partitions)] : [];
  }
  if (incident.kind === 'log_gap') {
    const lost = lostOf(detail[incident.subject]);
    return lost ? [incidents.records(lost.first, lost.last)] : [];
  }
  const { status, count } = detail;
  return [
    ...(typeof status === 'number' ? [incidents.answered(status)] : []),
    ...(typeof count === 'number' && count > 1 ? [incidents.times(count)] : []),
  ];
}

export const detailOf = ({ detail }: Incident): Readonly<Record<string, unknown>> =>
  typeof detail === 'object' ? detail : {};

/** The log goes on with the record that was found; those from the expected one up to it are gone. */
function lostOf(place: unknown): { readonly first: number; readonly last: number } | null {
  if (typeof place !== 'object' || place === null) return null;
  const { expected, found } = place as Readonly<Record<string, unknown>>;
  return typeof expected === 'number' && typeof found === 'number'
    ? { first: expected, last: found - 1 }
    : null;
}
