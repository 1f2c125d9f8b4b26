import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { FreshnessBanner } from '../app/FreshnessBanner';
import { cameFromBoard, go } from '../app/router';
import { useLatest } from '../app/use-latest';
import { linkOf } from '../board/flights';

/** From this width on the drawer stands beside the board; below, it lies over it. */
const BESIDE = matchMedia('(min-width: 1200px)');

/** True where there is room for the board beside the drawer; elsewhere what lies behind it is made inert. */
export const useDrawerBeside = (): boolean => useSyncExternalStore(onWidth, () => BESIDE.matches);

/**
 * What a task in full is shown in, whether its code has come or not. It is never modal for the browser, since that
 * would make the toasts with their Undo inert too.
 */
export function DrawerFrame({
  id,
  beside,
  children,
}: {
  id: string;
  beside: boolean;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.show();
    element.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }, []);
  useFocusGivenBack(id);
  useEscape(closeDrawer);
  return (
    <>
      {!beside && <div className="drawer-scrim" onClick={closeDrawer} />}
      <dialog ref={dialog} className="drawer" aria-labelledby="drawer-title" aria-modal={!beside}>
        {!beside && <FreshnessBanner />}
        {children}
      </dialog>
    </>
  );
}

/** Back to where the drawer was opened from. */
export function closeDrawer(): void {
  if (cameFromBoard()) history.back();
  else go(`/${location.search}`, { replace: true });
}

/**
 * The focus goes from the drawer back to its card, however the drawer was closed. The browser's own way at `close()`
 * would do it while React commits and hears of no focus, so that the board would not know which card has it.
 */
function useFocusGivenBack(id: string): void {
  const card = useLatest(id);
  useEffect(
    () => () => {
      if (document.activeElement === document.body)
        linkOf(card.current)?.focus({ preventScroll: true });
    },
    [card],
  );
}

function useEscape(close: () => void): void {
  const leave = useEffectEvent(close);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const busy = document.querySelector('dialog:modal, .board.dragging, .menu') !== null;
      if (event.key !== 'Escape' || event.defaultPrevented || busy) return;
      event.preventDefault();
      leave();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function onWidth(listener: () => void): () => void {
  BESIDE.addEventListener('change', listener);
  return () => BESIDE.removeEventListener('change', listener);
}
