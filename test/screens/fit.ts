// Whether a page fits its window: what can be pressed can be reached and lies free, and what is written can be read.
import type { Page } from '@playwright/test';

/** @returns What does not fit, one sentence for each; empty when all does. An open dialog or menu is looked at alone. */
export async function misfits(page: Page): Promise<readonly string[]> {
  // Two frames: layouts that follow the size of the window are drawn again.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return page.evaluate(findMisfits);
}

/** Runs in the page. */
function findMisfits(): string[] {
  /** Narrower than that, cut text says nothing; in pixels. */
  const leastReadable = 56;
  /** Narrower than that, a text of a few words has about one word on each line. */
  const leastColumn = 72;
  /** Of rounding. */
  const slack = 1.5;
  const pressable =
    'button, a[href], input, select, textarea, summary, [role=tab], [role=switch], [role=combobox]';

  interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }

  const found = new Set<string>();
  const above = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')];
  const root = above.at(-1) ?? document.body;
  const window_: Box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };

  const nameOf = (element: Element): string => {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '')
      .trim()
      .replace(/\s+/g, ' ');
    return `<${element.tagName.toLowerCase()}> "${words.slice(0, 50)}"`;
  };
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest('[aria-hidden=true], .sr-only') === null;
  /** Whether nothing worth speaking of is seen of it: less than the edge of a line. */
  const isEmpty = ({ left, top, right, bottom }: Box): boolean => right - left < 6 || bottom - top < 8;
  const common = (one: Box, other: Box): Box => ({
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  });

  /** What of a box is seen now, and what of it can never be seen however far one scrolls: pixels to the right and below. */
  function seen(
    box: Box,
    element: Element,
  ): { readonly now: Box; readonly lostX: number; readonly lostY: number } {
    let now = box;
    let reach = box;
    let [lostX, lostY] = [0, 0];
    let isFixed = getComputedStyle(element).position === 'fixed';
    for (let over = element.parentElement; over !== null && !isFixed; over = over.parentElement) {
      const style = getComputedStyle(over);
      isFixed = style.position === 'fixed';
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const edge = over.getBoundingClientRect();
      const port = {
        left: edge.left + over.clientLeft,
        top: edge.top + over.clientTop,
        right: edge.left + over.clientLeft + over.clientWidth,
        bottom: edge.top + over.clientTop + over.clientHeight,
      };
      now = common(now, port);
      if (over.clientHeight < 24 && element.getBoundingClientRect().height >= 24) {
        found.add(`${nameOf(element)} is in a box ${over.clientHeight} high`);
      }
      const scrolls = { x: /auto|scroll/.test(style.overflowX), y: /auto|scroll/.test(style.overflowY) };
      if (!scrolls.x) lostX = Math.max(lostX, port.left - reach.left, reach.right - port.right);
      if (!scrolls.y) lostY = Math.max(lostY, port.top - reach.top, reach.bottom - port.bottom);
      // From here on, what can be scrolled to is where its box is.
      reach = {
        left: scrolls.x ? port.left : reach.left,
        right: scrolls.x ? port.right : reach.right,
        top: scrolls.y ? port.top : reach.top,
        bottom: scrolls.y ? port.bottom : reach.bottom,
      };
    }
    lostX = Math.max(lostX, window_.left - reach.left, reach.right - window_.right);
    lostY = Math.max(lostY, window_.top - reach.top, reach.bottom - window_.bottom);
    return { now: common(now, window_), lostX, lostY };
  }

  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.add(`the page is ${scrollWidth} wide`);

  const controls = [...root.querySelectorAll(pressable)].filter(isShown).map((element) => {
    const box = element.getBoundingClientRect();
    return { element, box, ...seen(box, element) };
  });
  for (const { element, box, now, lostX, lostY } of controls) {
    if (box.width < 1 || box.height < 1) continue;
    if (lostX > slack) found.add(`${nameOf(element)} is out of reach by ${Math.round(lostX)} across`);
    if (lostY > slack) found.add(`${nameOf(element)} is out of reach by ${Math.round(lostY)} down`);
    if (isEmpty(now)) continue;
    const hit = document.elementFromPoint((now.left + now.right) / 2, (now.top + now.bottom) / 2);
    const isFree =
      hit === null || element.contains(hit) || hit.contains(element) || hit.closest('label') !== null;
    if (!isFree && element.closest('[data-may-overlap]') === null) {
      found.add(`${nameOf(element)} lies under ${nameOf(hit)}`);
    }
  }
  controls.forEach((one, index) => {
    for (const other of controls.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (one.element.closest('[data-may-overlap]') !== null) continue;
      const both = common(one.now, other.now);
      if (both.right - both.left > slack && both.bottom - both.top > slack) {
        found.add(`${nameOf(one.element)} overlaps ${nameOf(other.element)}`);
      }
    }
  });

  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const element = node.parentElement!;
    const words = node.nodeValue!.trim().replace(/\s+/g, ' ');
    if (words === '' || !isShown(element) || element.closest('option, script, style, svg') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) continue;
    const said = `"${words.slice(0, 60)}"`;
    const { now, lostX, lostY } = seen(box, element);
    const cutter = element.closest<HTMLElement>('.truncate, [class*=line-clamp]');
    const isCut =
      cutter !== null &&
      (cutter.scrollWidth > cutter.clientWidth + slack ||
        // Letters may reach out of a line that is set tight: a line that is lost is more.
        cutter.scrollHeight > cutter.clientHeight + Number.parseFloat(getComputedStyle(cutter).fontSize) / 2);
    if (isCut) {
      if (cutter.clientWidth < leastReadable) found.add(`${said} is cut to ${cutter.clientWidth} pixels`);
      // What opens when it is pressed shows the whole there.
      const isTold =
        cutter.closest('[title], a[href], button, summary, [role=combobox], [role=tab]') !== null;
      if (!isTold) found.add(`${said} is cut, and nothing says the rest`);
    } else if (lostX > slack) found.add(`${said} is cut off by ${Math.round(lostX)} across`);
    else if (lostY > 6) found.add(`${said} is cut off by ${Math.round(lostY)} down`);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    if (lines > 3 && box.width < leastColumn)
      found.add(`${said} stands in a column ${Math.round(box.width)} wide`);
    if (isEmpty(now) || isCut || getComputedStyle(element).pointerEvents === 'none') continue;
    const hit = document.elementFromPoint((now.left + now.right) / 2, (now.top + now.bottom) / 2);
    if (hit !== null && !element.contains(hit) && !hit.contains(element) && root.contains(hit)) {
      if (element.closest('[data-may-overlap]') === null) found.add(`${said} lies under ${nameOf(hit)}`);
    }
  }
  return [...found];
}
