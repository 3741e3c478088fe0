// Where the window is put: as it was left, as far as the displays still allow it. Pure.

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
}

/** Below this the screens no longer fit. */
export const smallestSize = { width: 1024, height: 700 } as const;
const usualSize = { width: 1440, height: 900 } as const;
/** So much of the window must lie on a display to be grabbed with the mouse. */
const grip = { width: 200, height: 60 } as const;

/**
 * @param saved Null when there is none.
 * @param displays Work areas, the main one first; in device-independent pixels.
 */
export function fitPlace(saved: WindowPlace | null, displays: readonly Rectangle[]): WindowPlace {
  const [main = { x: 0, y: 0, ...usualSize }] = displays;
  if (saved === null) return { bounds: centred(usualSize, main), isMaximized: false };
  const area = displays.find((display) => canBeGrabbed(saved.bounds, display));
  const bounds = area === undefined ? centred(saved.bounds, main) : within(saved.bounds, area);
  return { bounds, isMaximized: saved.isMaximized };
}

/** @returns Null for what is no place: the file was damaged, or is of another program. */
export function readPlace(text: string): WindowPlace | null {
  try {
    const { bounds, isMaximized } = JSON.parse(text) as Partial<WindowPlace>;
    const numbers = [bounds?.x, bounds?.y, bounds?.width, bounds?.height];
    if (!numbers.every(Number.isSafeInteger) || typeof isMaximized !== 'boolean') return null;
    const { x, y, width, height } = bounds as Rectangle;
    return { bounds: { x, y, width, height }, isMaximized };
  } catch {
    return null;
  }
}

function canBeGrabbed(bounds: Rectangle, display: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
  // The title bar is what is grabbed.
  const top = bounds.y >= display.y && bounds.y + grip.height <= display.y + display.height;
  return width >= grip.width && top;
}

function within(bounds: Rectangle, area: Rectangle): Rectangle {
  return { x: bounds.x, y: bounds.y, ...fitted(bounds, area) };
}

function centred(size: { readonly width: number; readonly height: number }, area: Rectangle): Rectangle {
  const { width, height } = fitted(size, area);
  return {
    x: Math.max(area.x, area.x + Math.round((area.width - width) / 2)),
    y: Math.max(area.y, area.y + Math.round((area.height - height) / 2)),
    width,
    height,
  };
}

function fitted(size: { readonly width: number; readonly height: number }, area: Rectangle) {
  return {
    width: Math.max(smallestSize.width, Math.min(size.width, area.width)),
    height: Math.max(smallestSize.height, Math.min(size.height, area.height)),
  };
}
