// What axe does not see: text over text, controls that are cut or out of reach, views that scroll sideways.

/**
 * Runs in the page, by itself: `page.evaluate(faultsOfLayout)`. Each fault is a sentence that names its elements. What
 * floats (a drawer, a menu, a toast) is compared with itself only; what is scrolled out of sight counts as if it were
 * in sight, since it can be scrolled there.
 */
export function faultsOfLayout() {
  /** Fonts and rounding may take this much (px). */
  const SLACK = 1.5;
  /** What is scrolled must show a few lines at a time (px). */
  const READABLE = 72;
  /** Meant to be scrolled sideways. */
  const STRIPS = '.board, .stages, .tabs, .md-table, input, textarea';
  const CONTROLS = 'button, a[href], input, select, textarea, [role="option"]';
  /** Comes into sight with the focus. */
  const AWAITS_FOCUS = '.skip';
  const NOWHERE = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };

  const styles = new Map();
  const styleOf = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const isSeen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const scrolls = (element, axis) => /auto|scroll/.test(styleOf(element)[`overflow${axis}`]);
  const clips = (element, axis) => styleOf(element)[`overflow${axis}`] !== 'visible';
  /** Says itself that it goes on, and how to see the rest. */
  const shortens = (element) =>
    element.matches('.folded.long') ||
    styleOf(element).textOverflow === 'ellipsis' ||
    styleOf(element).webkitLineClamp !== 'none';
  const floats = (element) =>
    /fixed|sticky/.test(styleOf(element).position) || element.matches('dialog, [popover]');

  const edgesOf = ({ left, top, right, bottom }) => ({ left, top, right, bottom });
  const both = (one, other) => ({
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  });
  const isArea = ({ left, top, right, bottom }) => right - left > SLACK && bottom - top > SLACK;

  /** The frames that clip the element, from the inside out, up to what floats; its own is one for the text in it. */
  const framesOf = (element, own = false) => {
    const frames = own && (clips(element, 'X') || clips(element, 'Y')) ? [element] : [];
    let position = styleOf(element).position;
    for (
      let at = element.parentElement;
      at !== null && position !== 'fixed';
      at = at.parentElement
    ) {
      const isItsFrame = position !== 'absolute' || styleOf(at).position !== 'static';
      if (!isItsFrame) continue;
      position = styleOf(at).position;
      if (clips(at, 'X') || clips(at, 'Y')) frames.push(at);
    }
    return frames;
  };
  const layerOf = (element) => {
    let at = element;
    while (at !== null && !floats(at)) at = at.parentElement;
    return at;
  };
  const insideOf = (frame) => {
    const edges = edgesOf(frame.getBoundingClientRect());
    return {
      ...NOWHERE,
      ...(clips(frame, 'X') ? { left: edges.left, right: edges.right } : {}),
      ...(clips(frame, 'Y') ? { top: edges.top, bottom: edges.bottom } : {}),
    };
  };

  const nameOf = (element) => {
    const names = [];
    for (let at = element; at !== null && at !== document.body && names.length < 4;) {
      const classes = [...at.classList].map((each) => `.${each}`).join('');
      names.unshift(
        `${at.localName}${at.id === '' || /^:|_r_/.test(at.id) ? '' : `#${at.id}`}${classes}`,
      );
      at = at.parentElement;
    }
    return names.join(' > ');
  };
  const wordsOf = (element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 32);

  const faults = [];

  // --- Everything that can be read or pressed, with what clips it ---------------------------------------------------

  const boxes = [];
  const put = (kind, element, words, rects) => {
    const frames = framesOf(element, kind === 'text');
    const scroller = frames.find((frame) => scrolls(frame, 'X') || scrolls(frame, 'Y')) ?? null;
    const within = frames
      .slice(0, scroller === null ? frames.length : frames.indexOf(scroller))
      .map(insideOf)
      .reduce(both, NOWHERE);
    const inSight = frames.map(insideOf).reduce(both, NOWHERE);
    const layer = layerOf(element);
    for (const rect of rects.map(edgesOf)) {
      const readable = both(rect, within);
      if (isArea(readable))
        boxes.push({
          kind,
          element,
          words,
          layer,
          scroller,
          frames,
          rect,
          readable,
          seen: both(rect, inSight),
        });
    }
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    const element = text.parentElement;
    if (text.data.trim() === '' || element.closest('svg, script, style, select') !== null) continue;
    if (!isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    put('text', element, text.data.trim().slice(0, 32), [...range.getClientRects()]);
  }
  for (const icon of document.querySelectorAll('svg.ic, .av'))
    if (isSeen(icon) && icon.closest('.search, .combo') === null)
      put('icon', icon, '', [icon.getBoundingClientRect()]);
  for (const button of document.querySelectorAll('button'))
    if (isSeen(button)) put('button', button, wordsOf(button), [button.getBoundingClientRect()]);

  // --- One over the other ------------------------------------------------------------------------------------------

  const told = ({ element, words }) => `${nameOf(element)} “${words}”`;
  boxes.forEach((one, index) => {
    for (const other of boxes.slice(index + 1)) {
      const shared =
        one.scroller === other.scroller
          ? both(one.readable, other.readable)
          : both(one.seen, other.seen);
      if (!isArea(shared) || one.layer !== other.layer || one.element === other.element) continue;
      if (one.kind === 'icon' && other.kind === 'icon') continue;
      const isPart = one.element.contains(other.element) || other.element.contains(one.element);
      if (isPart && !(one.kind === 'text' && other.kind === 'text')) continue;
      faults.push(`${told(one)} lies over ${told(other)}`);
    }
  });

  // --- Cut off, or out of reach ------------------------------------------------------------------------------------

  const AXES = [
    ['X', 'left', 'right', () => innerWidth],
    ['Y', 'top', 'bottom', () => innerHeight],
  ];
  /** What cuts a part of the rectangle off for good: a frame that cannot be scrolled, or the window. */
  const cutter = (rect, frames, mayShorten) => {
    for (const [axis, start, end, size] of AXES) {
      const reachable = frames.findIndex((frame) => scrolls(frame, axis));
      const fixed = reachable < 0 ? frames : frames.slice(0, reachable);
      for (const frame of fixed) {
        if (!clips(frame, axis) || (mayShorten && shortens(frame))) continue;
        const inside = frame.getBoundingClientRect();
        if (inside.width <= 1 || inside.height <= 1) return null;
        if (rect[start] < inside[start] - SLACK || rect[end] > inside[end] + SLACK)
          return nameOf(frame);
      }
      if (reachable < 0 && (rect[start] < -SLACK || rect[end] > size() + SLACK))
        return 'the window';
    }
    return null;
  };
  for (const control of document.querySelectorAll(CONTROLS)) {
    if (!isSeen(control) || control.matches(AWAITS_FOCUS)) continue;
    const rect = control.getBoundingClientRect();
    if (rect.width <= 1 || rect.height <= 1) continue;
    const by = cutter(rect, framesOf(control), true);
    if (by !== null) faults.push(`${nameOf(control)} “${wordsOf(control)}” is cut by ${by}`);
  }
  for (const { kind, element, words, frames, rect } of boxes) {
    if (kind !== 'text' || element.closest(AWAITS_FOCUS) !== null) continue;
    if (frames.some(shortens)) continue;
    const by = cutter(rect, frames, false);
    if (by !== null) faults.push(`${nameOf(element)} “${words}” is cut by ${by}`);
  }

  // --- Sideways ----------------------------------------------------------------------------------------------------

  const page = document.scrollingElement;
  if (page.scrollWidth > page.clientWidth)
    faults.push(`the page scrolls sideways by ${page.scrollWidth - page.clientWidth} px`);
  for (const element of document.querySelectorAll('body *')) {
    const excess = element.scrollWidth - element.clientWidth;
    if (excess <= SLACK || element.matches(STRIPS) || !scrolls(element, 'X')) continue;
    if (isSeen(element)) faults.push(`${nameOf(element)} scrolls sideways`);
  }

  // --- Scrolled through a slit -------------------------------------------------------------------------------------

  for (const element of document.querySelectorAll('body *')) {
    const { clientHeight, scrollHeight } = element;
    if (clientHeight >= READABLE || scrollHeight <= clientHeight + SLACK) continue;
    if (scrolls(element, 'Y') && isSeen(element))
      faults.push(`${nameOf(element)} shows only ${clientHeight} px of what it holds`);
  }
  return [...new Set(faults)];
}

/** Faults that are met in many places, each told once with all its places. */
export class Findings {
  places = new Map();

  add(place, faults) {
    for (const fault of faults) this.places.set(fault, [...(this.places.get(fault) ?? []), place]);
  }

  get told() {
    return [...this.places].map(([fault, places]) => `${fault} (${places.join('; ')})`);
  }
}
