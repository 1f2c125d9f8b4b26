import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useLatest } from '../app/use-latest';
import { STAGES, type Stage } from '../wire/task';

/** What the board does with a card that is carried. */
export interface Hand {
  readonly mayLift: (id: string) => boolean;
  readonly onLift: (id: string, from: DOMRect) => void;
  /** The copy of the card is to stand there (px of the window). */
  readonly onPlace: (left: number, top: number) => void;
  readonly onOver: (stage: Stage | null) => void;
  /** The next column that takes the card, to the left (-1) or right (1). */
  readonly beside: (step: -1 | 1) => Stage;
  readonly onDrop: () => void;
  readonly onCancel: () => void;
}

/** A card that a person has hold of; whatever listens for it ends with the signal. */
interface Grip {
  readonly id: string;
  readonly card: HTMLElement;
  readonly strip: HTMLElement;
  readonly hand: RefObject<Hand>;
  readonly letGo: () => void;
  readonly signal: AbortSignal;
}

/** A press that has moved this far is no click (px). */
const MOUSE_MOVES = 6;
/** A finger that rests this long lifts the card (ms); one that has moved further than this by then scrolls (px). */
const FINGER_RESTS = 250;
const FINGER_MOVES = 8;
/** Within this share of the board from its edge a carried card scrolls it, at the edge so much a frame (px). */
const EDGE = 0.12;
const SCROLLS = 18;

/**
 * Carries cards by mouse, by a finger that rests first, and by keys. The cards need no listeners of their own.
 * Calling what it returns lets go of the card, without another word.
 */
export function useCarry(strip: RefObject<HTMLElement | null>, hand: Hand): () => void {
  const latest = useLatest(hand);
  const held = useRef<AbortController | null>(null);
  const letGo = useCallback(() => held.current?.abort(), []);
  useEffect(() => {
    const element = strip.current!;
    const starts = new AbortController();
    const on = <Name extends 'mousedown' | 'touchstart' | 'keydown'>(
      name: Name,
      hold: (event: HTMLElementEventMap[Name], grip: Grip) => void,
    ) =>
      element.addEventListener(
        name,
        (event) => {
          const card = cardUnder(event.target);
          const id = card?.parentElement?.dataset.task;
          if (card === null || id === undefined || isLifted(held.current)) return;
          if (!latest.current.mayLift(id)) return;
          letGo();
          held.current = new AbortController();
          const { signal } = held.current;
          hold(event, { id, card, strip: element, hand: latest, letGo, signal });
        },
        { signal: starts.signal, passive: name === 'touchstart' },
      );
    on('mousedown', holdByMouse);
    on('touchstart', holdByFinger);
    on('keydown', holdByKeys);
    return () => {
      starts.abort();
      letGo();
    };
  }, [strip, latest, letGo]);
  return letGo;
}

/** Only one card is carried at a time, and nothing else is picked up meanwhile. */
const isLifted = (held: AbortController | null): boolean =>
  held !== null && !held.signal.aborted && document.querySelector('.board.dragging') !== null;

const cardUnder = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element && target.closest('button, [popover], input') === null
    ? target.closest<HTMLElement>('[data-task] > .card')
    : null;

function holdByMouse(down: MouseEvent, grip: Grip): void {
  const { signal } = grip;
  if (down.button !== 0) return grip.letGo();
  let carry: Carry | null = null;
  const moved = ({ clientX, clientY }: MouseEvent) => {
    const distance = Math.hypot(clientX - down.clientX, clientY - down.clientY);
    if (carry === null && distance < MOUSE_MOVES) return;
    carry ??= new Carry(grip, down.clientX, down.clientY);
    carry.to(clientX, clientY);
  };
  const released = () => {
    if (carry === null) return grip.letGo();
    swallowClick();
    carry.drop();
  };
  document.addEventListener('mousemove', moved, { signal });
  document.addEventListener('mouseup', released, { signal });
  // The button is still held then, and letting it go is no click on what it is over.
  onEscape(grip, () => swallowClick(true));
}

function holdByFinger(down: TouchEvent, grip: Grip): void {
  const { signal } = grip;
  const [first] = down.touches;
  if (down.touches.length !== 1 || first === undefined) return grip.letGo();
  let carry: Carry | null = null;
  const timer = setTimeout(() => {
    carry = new Carry(grip, first.clientX, first.clientY);
    carry.to(first.clientX, first.clientY);
  }, FINGER_RESTS);
  signal.addEventListener('abort', () => clearTimeout(timer));
  const moved = (event: TouchEvent) => {
    const { clientX, clientY } = event.touches[0]!;
    if (carry !== null) {
      event.preventDefault();
      return carry.to(clientX, clientY);
    }
    if (Math.hypot(clientX - first.clientX, clientY - first.clientY) > FINGER_MOVES) grip.letGo();
  };
  const released = (event: TouchEvent) => {
    if (carry === null) return grip.letGo();
    event.preventDefault();
    carry.drop();
  };
  // A touch tells of itself where it began, even when that has left the page.
  const target = down.target!;
  target.addEventListener('touchmove', moved as EventListener, { signal, passive: false });
  target.addEventListener('touchend', released as EventListener, { signal, passive: false });
  const cancelled = () => (carry === null ? grip.letGo() : give(grip));
  target.addEventListener('touchcancel', cancelled, { signal });
  document.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  onEscape(grip);
}

function holdByKeys(down: KeyboardEvent, grip: Grip): void {
  if (down.code !== 'Space' || down.ctrlKey || down.metaKey || down.altKey) return grip.letGo();
  down.preventDefault();
  const { signal, hand, card } = grip;
  const { left, top } = lift(grip);
  hand.current.onPlace(left, top);
  const go = (step: -1 | 1) => {
    const stage = hand.current.beside(step);
    const column = columnOf(stage)!;
    column.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const at = column.getBoundingClientRect();
    hand.current.onPlace(at.left + (at.width - card.offsetWidth) / 2, top);
    hand.current.onOver(stage);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.code === 'Tab') return give(grip);
    if (event.code === 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.code === 'ArrowLeft') go(-1);
    else if (event.code === 'ArrowRight') go(1);
    else if (event.code === 'Space' && !event.repeat) {
      grip.letGo();
      hand.current.onDrop();
    }
  };
  document.addEventListener('keydown', onKey, { signal, capture: true });
  window.addEventListener('resize', () => give(grip), { signal });
  document.addEventListener('visibilitychange', () => give(grip), { signal });
  onEscape(grip);
}

function onEscape(grip: Grip, before?: () => void): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.code !== 'Escape' || document.querySelector('.board.dragging') === null) return;
    event.preventDefault();
    before?.();
    give(grip);
  };
  document.addEventListener('keydown', onKey, { signal: grip.signal, capture: true });
}

/** Gives the card up that was lifted. */
function give(grip: Grip): void {
  grip.letGo();
  grip.hand.current.onCancel();
}

function lift({ id, card, hand }: Grip): DOMRect {
  const from = card.getBoundingClientRect();
  getSelection()?.removeAllRanges();
  hand.current.onLift(id, from);
  return from;
}

/** A card under the pointer: it follows it, and scrolls the board at its edges. */
class Carry {
  private readonly grip: Grip;
  private readonly start: { readonly x: number; readonly y: number };
  private readonly from: DOMRect;
  private over: Stage | null | undefined;
  private x = 0;
  private y = 0;

  constructor(grip: Grip, x: number, y: number) {
    this.grip = grip;
    this.start = { x, y };
    this.from = lift(grip);
    requestAnimationFrame(this.scroll);
  }

  to(x: number, y: number): void {
    [this.x, this.y] = [x, y];
    const { left, top } = this.from;
    this.grip.hand.current.onPlace(left + x - this.start.x, top + y - this.start.y);
    this.look();
  }

  drop(): void {
    this.grip.letGo();
    this.grip.hand.current.onDrop();
  }

  private look(): void {
    const over = columnAt(this.x, this.y);
    if (over === this.over) return;
    this.over = over;
    this.grip.hand.current.onOver(over);
  }

  private readonly scroll = (): void => {
    if (this.grip.signal.aborted) return;
    const { strip } = this.grip;
    const { left, right, width } = strip.getBoundingClientRect();
    const edge = width * EDGE;
    const beyond = Math.max(0, this.x - (right - edge)) - Math.max(0, left + edge - this.x);
    if (beyond !== 0) {
      strip.scrollLeft += Math.max(-1, Math.min(1, beyond / edge)) * SCROLLS;
      this.look();
    }
    requestAnimationFrame(this.scroll);
  };
}

const columnOf = (stage: Stage): HTMLElement | null => document.getElementById(`col-${stage}`);

function columnAt(x: number, y: number): Stage | null {
  const isThere = (stage: Stage) => {
    const rect = columnOf(stage)?.getBoundingClientRect();
    return rect && x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
  };
  return STAGES.find(isThere) ?? null;
}

/** The click that follows the release of a carried card is none; `held` while the button is still to be released. */
function swallowClick(held = false): void {
  const over = new AbortController();
  const { signal } = over;
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('click', swallow, { capture: true, signal });
  document.addEventListener('pointerdown', () => over.abort(), { capture: true, signal });
  const end = () => setTimeout(() => over.abort());
  if (held) document.addEventListener('mouseup', end, { signal });
  else end();
}
