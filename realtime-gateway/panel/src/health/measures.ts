import type { Health, HealthPart } from '../wire/health';

/** What the tiles say, worked out of the server's measures. */

type Lag = HealthPart<'lag'>;

/** Facts a second in each bucket. The last bucket is still filling, so it is left out. */
export const rates = ({ buckets, bucket_seconds }: HealthPart<'flow'>): readonly number[] =>
  buckets.slice(0, -1).map((bucket) => bucket.applied / bucket_seconds);

export interface GroupLag {
  readonly group: string;
  readonly partitions: readonly Lag[number][];
  readonly most: number;
}

/** The lag of each reader, the one that is furthest behind first. */
export function byGroup(lag: Lag): readonly GroupLag[] {
  const groups = new Map<string, Lag[number][]>();
  for (const entry of lag) {
    const known = groups.get(entry.group);
    if (known === undefined) groups.set(entry.group, [entry]);
    else known.push(entry);
  }
  return [...groups]
    .map(([group, partitions]) => ({
      group,
      partitions: partitions.toSorted(
        (one, other) => one.topic.localeCompare(other.topic) || one.partition - other.partition,
      ),
      most: Math.max(...partitions.map((entry) => entry.lag)),
    }))
    .sort((one, other) => other.most - one.most || one.group.localeCompare(other.group));
}

/** More waiting than this is a backlog and no longer the records of this moment. */
const BACKLOG = 1_000;
/** The greatest time from a report to the screen that is promised (ms). */
export const SHOWN_WITHIN = 200;
/** A deadline is promised to fire within this (ms). */
export const FIRES_WITHIN = 1_000;

/** How many took how long: each count is of as long a time, the limit belongs to it, and the last is of all beyond. */
export function inBuckets(
  taken: readonly number[],
  bucketMs: number,
  within: number,
): readonly number[] {
  const counts = Array.from({ length: within + 1 }, () => 0);
  for (const ms of taken) {
    const index = Math.min(within, Math.max(0, Math.ceil(ms / bucketMs) - 1));
    counts[index] = counts[index]! + 1;
  }
  return counts;
}

export type Concern = 'lag' | 'deadlines' | 'reconcile' | 'discord';

/** What somebody should look at; empty when all is well. */
export function concerns(health: Health): readonly Concern[] {
  const found: Concern[] = [];
  if (health.lag?.some((entry) => entry.lag > BACKLOG) === true) found.push('lag');
  if ((health.deadlines?.max_ms ?? 0) > FIRES_WITHIN) found.push('deadlines');
  if (health.reconcile?.[0]?.ok === false) found.push('reconcile');
  if ((health.discord?.dead ?? 0) > 0) found.push('discord');
  return found;
}

/** A finding or a result in one line: names and numbers, without the braces. */
export function inOneLine(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return '';
  if (Array.isArray(value)) return value.map(inOneLine).filter(Boolean).join(', ');
  return Object.entries(value)
    .filter(([, each]) => each !== 0 && each !== false)
    .map(([name, each]) => [name, inOneLine(each)] as const)
    .filter(([, said]) => said !== '')
    .map(([name, said]) => `${name} ${said}`)
    .join(', ');
}
