import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import { usePanel } from '../app/panel';
import { useWords } from '../words/words';
import { Icon } from './Icon';
import { TOAST_STAYS, type Toast, type ToastAction } from './toaster';

export function Toasts() {
  const { toaster } = usePanel();
  const toasts = useSyncExternalStore(toaster.subscribe, () => toaster.toasts);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Shown anew with each toast, so that it lies above a dialog that was opened since.
    const element = layer.current;
    if (element === null || toasts.length === 0) return;
    if (element.matches(':popover-open')) element.hidePopover();
    element.showPopover();
  }, [toasts]);
  return (
    <div ref={layer} className="toasts" popover="manual">
      {toasts.map((toast) => (
        <ToastBox key={toast.id} toast={toast} onGone={() => toaster.dismiss(toast.id)} />
      ))}
    </div>
  );
}

function ToastBox({ toast, onGone }: { toast: Toast; onGone: () => void }) {
  const words = useWords();
  const [held, setHeld] = useState(false);
  const leave = useEffectEvent(onGone);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => leave(), TOAST_STAYS);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    <div
      className={`toast ${toast.tone}`}
      role={toast.tone === 'bad' ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={toast.tone === 'bad' ? 's-failed' : 'check'} />
      <p className="plain">{toast.text}</p>
      {toast.actions?.map((action) => (
        <ActionButton key={action.label} action={action} onDone={onGone} />
      ))}
      <button type="button" className="btn quiet icon" aria-label={words.close} onClick={onGone}>
        <Icon name="x" />
      </button>
    </div>
  );
}

function ActionButton({ action, onDone }: { action: ToastAction; onDone: () => void }) {
  const { live } = usePanel();
  const holds = useSyncExternalStore(live.subscribe, () => action.holds?.() ?? true);
  if (!holds) return null;
  return (
    <button
      type="button"
      className="btn"
      onClick={() => {
        action.run();
        onDone();
      }}
    >
      {action.label}
    </button>
  );
}
