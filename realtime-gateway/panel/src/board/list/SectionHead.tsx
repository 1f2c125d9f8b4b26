import { useAgent, useNow } from '../../app/panel';
import { Avatar } from '../../ui/Avatar';
import { Icon } from '../../ui/Icon';
import { Id } from '../../ui/Id';
import { useSpeech } from '../../words/words';
import type { Stage } from '../../wire/task';
import { signalOf } from '../facts';
import type { Grouping } from '../look';
import type { Section } from './sections';

/** What the rows below have in common, and how many they are. */
export function SectionHead({
  section,
  grouping,
  titleId,
  height,
}: {
  section: Section;
  grouping: Grouping;
  titleId: string;
  height: number;
}) {
  const { words, format } = useSpeech();
  return (
    <header style={{ height }}>
      {grouping === 'stage' ? (
        <>
          <Icon name={`g-${section.key as Stage}`} />
          <h2 id={titleId}>{words.stage[section.key as Stage]}</h2>
        </>
      ) : (
        <AgentTitle id={section.key} titleId={titleId} />
      )}
      <span className="n" aria-label={words.tasks(section.ids.length)} role="img">
        {format.number(section.ids.length)}
      </span>
    </header>
  );
}

function AgentTitle({ id, titleId }: { id: string; titleId: string }) {
  const { words, format } = useSpeech();
  const agent = useAgent(id);
  const now = useNow(15);
  const signal = agent === undefined ? null : signalOf(agent, now);
  return (
    <>
      <Avatar agentId={id} signal={signal} />
      <h2 id={titleId}>
        <Id id={id} />
      </h2>
      {agent !== undefined && signal !== null && (
        <span className={`presence ${signal}`}>
          {signal === 'offline'
            ? words.offlineFor(format.age(now - Date.parse(agent.presence_since)))
            : words.signal[signal]}
        </span>
      )}
    </>
  );
}
