import type { IconName } from '../ui/Icon';
import type { View } from './router';

export const VIEW_ICONS: Readonly<Record<View, IconName>> = {
  board: 'board',
  agents: 'agents',
  activity: 'activity',
  incidents: 'warn',
  health: 'health',
};
