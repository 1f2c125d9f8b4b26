import { usePanel } from '../app/panel';
import { OutLink } from '../text/OutLink';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import { useWords } from '../words/words';

/** The trace that a fact came in, to look on elsewhere: a link where the operator names a place. */
export function TraceId({ id, link }: { id: string; link: string | undefined }) {
  const words = useWords();
  const { toaster } = usePanel();
  const copy = async () => {
    const copied = await copyText(id);
    toaster.show({ text: copied ? words.copied : words.notCopied, tone: copied ? 'plain' : 'bad' });
  };
  return (
    <p className="ref">
      {words.drawer.traceId}{' '}
      {link === undefined ? id : <OutLink to={link.replaceAll('{trace_id}', id)}>{id}</OutLink>}
      <button
        type="button"
        className="btn quiet icon"
        aria-label={words.drawer.copyTraceId}
        onClick={() => void copy()}
      >
        <Icon name="copy" />
      </button>
    </p>
  );
}
