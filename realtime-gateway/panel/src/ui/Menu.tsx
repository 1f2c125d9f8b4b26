import {
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { Icon, type IconName } from './Icon';
import { TypeAhead } from './type-ahead';

interface MenuProps {
  readonly label: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A menu at its button; a sheet at the foot of a phone. It lies in the top layer but stays where it is in the document,
 * so that a modal drawer does not make it inert. Focus goes in when it opens and back to the button when it closes.
 */
export function Menu({ label, anchor, onClose, children }: MenuProps) {
  const element = useRef<HTMLDivElement>(null);
  const [typeAhead] = useState(() => new TypeAhead());
  const leave = useEffectEvent(onClose);
  useLayoutEffect(() => {
    const menu = element.current!;
    const settle = () => {
      place(menu, anchor.current);
      if (!menu.contains(document.activeElement)) itemsOf(menu)[0]?.focus({ preventScroll: true });
    };
    menu.showPopover();
    settle();
    // An item may put others in the place of all: they need their own room, and one of them the focus.
    const exchanged = new MutationObserver(settle);
    exchanged.observe(menu, { childList: true });
    const outside = (event: Event) => {
      const target = event.target as Node;
      if (!menu.contains(target) && !anchor.current?.contains(target)) leave();
    };
    document.addEventListener('pointerdown', outside, true);
    const resized = () => leave();
    window.addEventListener('resize', resized);
    return () => {
      exchanged.disconnect();
      document.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('resize', resized);
    };
    // Opened once, where the button was; the parent takes it away to close it.
  }, [anchor]);

  const close = () => {
    onClose();
    anchor.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      return close();
    }
    const items = itemsOf(element.current!);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const step = stepTo(event.key, at, items.length);
    const isTyped =
      step === undefined &&
      !(event.ctrlKey || event.metaKey || event.altKey) &&
      typeAhead.takes(event.key, performance.now());
    if (step === undefined && !isTyped) return;
    event.preventDefault();
    const next = isTyped ? typeAhead.find(items.map(labelOf), at) : step;
    if (next !== undefined) items[next]?.focus();
  };
  return (
    <div
      ref={element}
      className="menu"
      role="menu"
      popover="manual"
      aria-label={label}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
      onTouchStart={(event) => event.stopPropagation()}
      onClick={(event) => {
        const item = (event.target as Element).closest<HTMLElement>('[role^="menuitem"]');
        if (item?.dataset.stays === undefined && item?.ariaDisabled !== 'true' && item !== null)
          close();
      }}
    >
      {children}
    </div>
  );
}

interface MenuItemProps {
  readonly icon?: IconName;
  readonly iconClass?: string;
  readonly children: ReactNode;
  readonly onChoose: () => void;
  /** Why it cannot be chosen now. The item stays reachable, so that the reason can be read. */
  readonly hindrance?: string | null;
  readonly danger?: boolean;
  /** Given for an item that can be on or off; such an item leaves the menu open. */
  readonly checked?: boolean;
  readonly hint?: ReactNode;
  /** Choosing it changes what the menu shows. */
  readonly stays?: boolean;
}

export function MenuItem({
  icon,
  iconClass,
  children,
  onChoose,
  hindrance,
  danger,
  checked,
  hint,
  stays = checked !== undefined,
}: MenuItemProps) {
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      tabIndex={-1}
      aria-checked={checked}
      aria-disabled={hindrance ? true : undefined}
      data-stays={stays ? '' : undefined}
      className={danger ? 'danger' : undefined}
      onClick={hindrance ? undefined : onChoose}
    >
      {icon && <Icon name={icon} {...(iconClass === undefined ? {} : { className: iconClass })} />}
      <span className="ell">
        {children}
        {hindrance && <small>{hindrance}</small>}
      </span>
      {hint}
      {checked && <Icon name="check" className="tick" />}
    </button>
  );
}

interface MenuButtonProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
  readonly tabIndex?: number;
  readonly menu: (close: () => void) => ReactNode;
}

/** A button and the menu it opens. */
export function MenuButton({ label, className, children, tabIndex, menu }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        tabIndex={tabIndex}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <Menu label={label} anchor={button} onClose={close}>
          {menu(close)}
        </Menu>
      )}
    </>
  );
}

const itemsOf = (menu: HTMLElement) => [
  ...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]'),
];

const labelOf = (item: HTMLElement) => item.textContent.trim();

/** The place that the key leads to, of so many. */
export function stepTo(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return at <= 0 ? count - 1 : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** Below the button with the right edges in line; above it, or shifted, where the window ends; never beyond its edges. */
function place(menu: HTMLElement, anchor: HTMLElement | null): void {
  if (anchor === null) return;
  const edge = 8;
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const lowest = innerHeight - edge - height;
  const top = at.bottom + 4 <= lowest ? at.bottom + 4 : at.top - 4 - height;
  const alignRight = at.left + width > innerWidth - edge || at.width < 64;
  const left = alignRight ? at.right - width : at.left;
  menu.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`;
  menu.style.top = `${Math.max(edge, Math.min(top, lowest))}px`;
}
