import { useConnection, usePanel } from './panel';
import { PastBanner } from '../past/PastBanner';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';

/** Says that what is seen is old, how old, and what to expect. Its age keeps counting when everything else stands still. */
export function FreshnessBanner() {
  const { words, format } = useSpeech();
  const { link } = usePanel();
  const connection = useConnection();
  switch (connection.state) {
    case 'stale':
      return (
        <section className="banner stale" aria-label={words.connection.staleShort}>
          <Icon name="warn" />
          <p>
            <b>{words.staleBanner(format.clock(connection.asOf), format.age(connection.age))}</b>{' '}
            {words.staleBannerRest}
          </p>
          <button type="button" className="btn" onClick={() => link.connect()}>
            <Icon name="retry" />
            {words.reconnectNow}
          </button>
        </section>
      );
    case 'offline':
      return (
        <section className="banner offline" aria-label={words.connection.offline}>
          <Icon name="plug" />
          <p>
            <b>
              {connection.asOf === null
                ? words.offlineBannerEmpty
                : words.offlineBanner(format.clock(connection.asOf), format.age(connection.age))}
            </b>{' '}
            {words.offlineBannerRest}
          </p>
        </section>
      );
    case 'past':
      return connection.asOf === null ? null : <PastBanner asOf={connection.asOf} />;
    default:
      return null;
  }
}
