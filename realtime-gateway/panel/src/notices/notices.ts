import { Cell, useCell } from '../ui/cell';
import { recall, remember } from '../app/preferences';

/** Whether this browser is to tell, outside the page, of tasks that need a person. Off until somebody wants it. */
const on = new Cell(recall('notices') === 'on');

export const useNoticesOn = (): boolean => useCell(on, (value) => value);

export function setNotices(value: boolean): void {
  remember('notices', value ? 'on' : 'off');
  on.set(value);
}

/** Browsers keep this from pages that came over an open network; on a phone some have it but not for pages. */
export const canNotify = (): boolean => 'Notification' in window && window.isSecureContext;
