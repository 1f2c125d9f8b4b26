import { useNow } from '../app/panel';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { HealthPart } from '../wire/health';
import { inOneLine } from './measures';
import { Tile } from './Tile';

/** What runs by the clock. */
export function JobsTile({ jobs, beside }: { jobs: HealthPart<'jobs'>; beside: boolean }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const now = useNow(15);
  return (
    <Tile title={said.jobs} width={beside ? 4 : 6}>
      {jobs.length === 0 ? (
        <p className="muted">{said.noJobs}</p>
      ) : (
        <table className="tbl plain-tbl">
          <thead>
            <tr>
              <th scope="col">{said.job}</th>
              <th scope="col">{said.schedule}</th>
              <th scope="col">{said.lastRunHead}</th>
              <th scope="col" className="num">
                {said.took}
              </th>
              <th scope="col">{said.result}</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => {
              const at = job.last_finished_at ?? job.last_started_at;
              return (
                <tr key={job.job}>
                  <td className="span">
                    <b>{job.job}</b>
                  </td>
                  <td className="mono">{job.schedule ?? '–'}</td>
                  <td>{at === undefined ? said.never : format.moment(Date.parse(at), now)}</td>
                  <td className="num">
                    {job.duration_ms === undefined ? '–' : format.span(job.duration_ms)}
                  </td>
                  <td className="span muted">
                    {job.running ? said.running : visibleText(inOneLine(job.last_result)) || '–'}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Tile>
  );
}

/** What the log holds but nobody could take. */
export function RejectedTile({ rejected }: { rejected: HealthPart<'rejected'> }) {
  const { words, format } = useSpeech();
  const said = words.health;
  const now = useNow(15);
  return (
    <Tile
      title={said.rejected}
      width={rejected.newest.length === 0 ? 2 : 6}
      big={format.number(rejected.total)}
      unit={said.inAll}
      {...(rejected.total > 0 ? { foot: [said.kept] } : {})}
    >
      {rejected.newest.length === 0 ? (
        <p className="muted">{said.noRejected}</p>
      ) : (
        <table className="tbl plain-tbl">
          <thead>
            <tr>
              <th scope="col">{said.when}</th>
              <th scope="col">{said.reason}</th>
              <th scope="col">{said.from}</th>
            </tr>
          </thead>
          <tbody>
            {rejected.newest.map((record, index) => (
              <tr key={index}>
                <td>{format.moment(Date.parse(record.at), now)}</td>
                <td className="span">
                  <code>{visibleText(record.reason)}</code>{' '}
                  <span className="muted plain">{visibleText(record.detail ?? '')}</span>
                </td>
                <td className="mono">
                  {record.topic === undefined
                    ? '–'
                    : `${record.topic} p${record.partition}@${record.offset}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Tile>
  );
}
