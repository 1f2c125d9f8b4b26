import { useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useAnchored } from './anchored';
import { Icon, type IconName } from './Icon';
import { TypeAhead } from './type-ahead';

interface MenuProps {
  readonly label: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A menu at its button; a sheet at the foot of a phone. Focus goes in when it opens and back to the button when it closes. */
export function Menu({ label, anchor, onClose, children }: MenuProps) {
  const element = useRef<HTMLDivElement>(null);
  const [typeAhead] = useState(() => new TypeAhead());
  useAnchored({ element, anchor, first: (menu) => itemsOf(menu)[0], onLeave: onClose });

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
  /** Given where something else is anchored to the button, too. */
  readonly anchor?: RefObject<HTMLButtonElement | null>;
}

/** A button and the menu it opens. */
export function MenuButton({
  label,
  className,
  children,
  tabIndex,
  menu,
  anchor,
}: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const own = useRef<HTMLButtonElement>(null);
  const button = anchor ?? own;
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
