import { useSyncExternalStore } from 'react';
import { usePanel } from '../app/panel';
import { beatsOf, onBeat } from '../app/ticker';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { travel } from './moment';

/** Says that what is seen has passed, when it was, and the way back. */
export function PastBanner({ asOf }: { asOf: number }) {
  const { words, format } = useSpeech();
  const { live, toaster } = usePanel();
  useSyncExternalStore(everySecond, () => beatsOf(1));
  const now = live.now();
  const copy = async () => {
    const copied = await copyText(location.href);
    toaster.show({
      text: copied ? words.linkCopied : words.notCopied,
      tone: copied ? 'plain' : 'bad',
    });
  };
  return (
    <section className="banner past" aria-label={words.past.banner}>
      <Icon name="history" />
      <p>
        <b>
          {words.pastBanner(
            format.clock(asOf),
            format.dayUnlessToday(asOf, now),
            format.age(now - asOf),
          )}
        </b>{' '}
        {words.pastBannerRest}
      </p>
      <button type="button" className="btn" onClick={() => void copy()}>
        {words.act.copyLink}
      </button>
      <button type="button" className="btn solid" onClick={() => travel(null)}>
        {words.backToLive}
        <span className="d-only"> (Esc)</span>
      </button>
    </section>
  );
}

const everySecond = (listener: () => void) => onBeat(1, listener);
