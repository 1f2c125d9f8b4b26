import { Icon, type IconName } from '../ui/Icon';
import { useSpeech } from '../words/words';
import { visibleText } from '../words/visible-text';
import type { DiscordFate } from '../wire/api';

const ICONS: Readonly<Record<DiscordFate['state'], IconName>> = {
  sent: 'send',
  sending: 'send',
  waiting: 'clock',
  coalesced: 'merge',
  suppressed: 'mute',
  dead: 'x',
};

/** What became of a fact on Discord, and why when nothing did. */
export function DiscordFateLine({ fate }: { fate: DiscordFate }) {
  const { words, format } = useSpeech();
  const { discord } = words;
  const at = fate.at === undefined ? null : format.clock(Date.parse(fate.at));
  const reason = fate.reason === undefined ? discord.noReason : why(fate.reason);
  return (
    <p className={`fate ${fate.state}`}>
      <Icon name={ICONS[fate.state]} />
      {discord.name(fate.channel)}: {said()}
    </p>
  );

  function why(word: string): string {
    const [, status, code] = /^discord_(\d+)(?:_(\d+))?$/.exec(word) ?? [];
    if (status === undefined) return discord.reason[word] ?? visibleText(word);
    if (code === undefined) return discord.answered(status);
    return discord.code[code] ?? discord.answeredCode(status, code);
  }

  function said(): string {
    switch (fate.state) {
      case 'sent':
        return at === null ? discord.sentUnknown : discord.sent(at);
      case 'coalesced':
        return at === null ? discord.coalescedUnknown : discord.coalesced(at);
      case 'suppressed':
        return discord.suppressed(reason);
      case 'dead':
        return discord.dead(reason);
      case 'waiting':
      case 'sending':
        return discord[fate.state];
    }
  }
}
