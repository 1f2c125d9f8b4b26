import { useEffect, useRef, useState, type ReactNode } from 'react';

/** A modal dialog: the browser keeps the focus inside, makes the rest inert; the focus goes back at the end. */
export function Dialog({
  label,
  className,
  onClose,
  returnTo,
  children,
}: {
  label: string;
  className?: string;
  onClose: () => void;
  /** Takes the focus at the end when what had it before is gone. */
  returnTo?: () => HTMLElement | null | undefined;
  children: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const [back] = useState(() => returnTo);
  useEffect(() => {
    const opener = document.activeElement;
    const dialog = element.current!;
    dialog.showModal();
    return () => {
      // By now it is off the page, so that the browser does not give the focus back by itself.
      dialog.close();
      if (document.activeElement !== document.body) return;
      const next = opener?.isConnected === true ? opener : back?.();
      if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    };
  }, [back]);
  return (
    <dialog
      ref={element}
      className={className === undefined ? 'dialog' : `dialog ${className}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
