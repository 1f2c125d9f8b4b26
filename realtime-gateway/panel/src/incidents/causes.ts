import type { Incident } from '../wire/api';

/** Incidents that most likely have one cause, told in one row. */
export interface IncidentGroup {
  /** Stays the same while others join, so that an opened row stays open. */
  readonly key: string;
  /** What the row is about, all of one kind: the causes, or else the incidents themselves. */
  readonly heads: readonly Incident[];
  /** All of them, the heads included, in the order in which they were given. */
  readonly members: readonly Incident[];
}

/** What followed from a cause opened at most this long before or after it (ms). */
const FOLLOWS_WITHIN = 15 * 60_000;
/** Of one kind and without a cause of their own, these many are told in one row… */
const MANY = 3;
/** …when no more than this lies between one and the next (ms). */
const APART = 2 * 60_000;

/** Which kind another follows from, and whether both must be of the same agent. */
const CAUSES: Readonly<Record<string, { readonly kind: string; readonly sameAgent: boolean }>> = {
  task_timeout: { kind: 'agent_offline', sameAgent: true },
  drift: { kind: 'database_went_back', sameAgent: false },
};

/** The given incidents by their causes; each is in one group, and a group stands where its first member stood. */
export function byCause(incidents: readonly Incident[]): readonly IncidentGroup[] {
  const place = new Map(incidents.map((incident, index) => [incident, index]));
  const inOrder = (some: readonly Incident[]) =>
    some.toSorted((one, other) => place.get(one)! - place.get(other)!);
  return gathered(families(incidents))
    .map(({ heads, members }) => ({
      key: String(oldest(heads).incident_id),
      heads: inOrder(heads),
      members: inOrder(members),
    }))
    .toSorted((one, other) => place.get(one.members[0]!)! - place.get(other.members[0]!)!);
}

type Bunch = Omit<IncidentGroup, 'key'>;

/** Each cause with what followed from it; what followed from nothing stands for itself. */
function families(incidents: readonly Incident[]): readonly Bunch[] {
  const followers = new Map<Incident, Incident[]>();
  const heads: Incident[] = [];
  for (const incident of incidents) {
    const cause = causeOf(incident, incidents);
    if (cause === undefined) heads.push(incident);
    else followers.set(cause, [...(followers.get(cause) ?? []), incident]);
  }
  return heads.map((head) => ({ heads: [head], members: [head, ...(followers.get(head) ?? [])] }));
}

/** The nearest in time of those that may have caused it. */
function causeOf(incident: Incident, incidents: readonly Incident[]): Incident | undefined {
  const cause = CAUSES[incident.kind];
  if (cause === undefined) return undefined;
  const apart = (other: Incident) => Math.abs(openedAt(other) - openedAt(incident));
  return incidents
    .filter(
      (other) =>
        other.kind === cause.kind &&
        (!cause.sameAgent || isOfSameAgent(other, incident)) &&
        apart(other) <= FOLLOWS_WITHIN,
    )
    .toSorted((one, other) => apart(one) - apart(other))[0];
}

/** Families of one kind that follow each other closely become one; fewer than many stay apart. */
function gathered(all: readonly Bunch[]): readonly Bunch[] {
  const kindOf = ({ heads }: Bunch) => heads[0]!.kind;
  const kinds = new Set(all.map(kindOf));
  return [...kinds].flatMap((kind) =>
    runs(all.filter((bunch) => kindOf(bunch) === kind)).flatMap((run) =>
      run.length < MANY
        ? run
        : [
            {
              heads: run.flatMap(({ heads }) => heads),
              members: run.flatMap(({ members }) => members),
            },
          ],
    ),
  );
}

function runs(bunches: readonly Bunch[]): readonly (readonly Bunch[])[] {
  const found: Bunch[][] = [];
  const opened = ({ heads }: Bunch) => openedAt(heads[0]!);
  for (const bunch of bunches.toSorted((one, other) => opened(one) - opened(other))) {
    const last = found.at(-1);
    if (last !== undefined && opened(bunch) - opened(last.at(-1)!) <= APART) last.push(bunch);
    else found.push([bunch]);
  }
  return found;
}

const isOfSameAgent = (one: Incident, other: Incident): boolean =>
  one.agent_id !== undefined && one.agent_id === other.agent_id;

const openedAt = (incident: Incident): number => Date.parse(incident.opened_at);

const oldest = (incidents: readonly Incident[]): Incident =>
  incidents.reduce((one, other) => (openedAt(other) < openedAt(one) ? other : one));

/** How many there are of each kind, in the order in which the kinds first appear. */
export function kindsIn(incidents: readonly Incident[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { kind } of incidents) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts];
}
