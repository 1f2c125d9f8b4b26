import { useConnection } from './panel';
import { useSpeech } from '../words/words';

/** What the connection is, always in sight. */
export function ConnectionPill() {
  const { words, format } = useSpeech();
  const connection = useConnection();
  return (
    <span className={`pill ${connection.state}`} data-connection={connection.state}>
      <i className="dot" />
      <b>{said()}</b>
      {connection.state === 'live' && (
        <span className="t d-only">{format.clock(connection.asOf)}</span>
      )}
    </span>
  );

  function said(): string {
    switch (connection.state) {
      case 'connecting':
      case 'live':
      case 'offline':
      case 'signedOut':
        return words.connection[connection.state];
      case 'replaying':
        return words.connection.replaying(connection.left);
      case 'reconnecting':
        return words.connection.reconnecting(connection.seconds);
      case 'past':
        return connection.asOf === null
          ? words.past.name
          : words.connection.past(format.clock(connection.asOf));
      case 'stale':
        return words.connection.stale(format.clock(connection.asOf));
    }
  }
}
