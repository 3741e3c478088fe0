// Decides where the window opens: where it was closed, as far as the displays still allow that. Pure.

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
}

/** The screens do not fit into less. */
export const minSize = { width: 1024, height: 700 } as const;
const defaultSize = { width: 1440, height: 900 } as const;
/** This much of the title bar must lie on a display, so that the mouse can drag the window. */
const dragArea = { width: 200, height: 60 } as const;

/**
 * @param saved Null when none was saved.
 * @param displays Work areas in device-independent pixels, the primary display first.
 */
export function fitToDisplays(saved: WindowState | null, displays: readonly Rectangle[]): WindowState {
  const [primary = { x: 0, y: 0, ...defaultSize }] = displays;
  if (saved === null) return { bounds: centred(defaultSize, primary), isMaximized: false };
  const area = displays.find((display) => canBeDragged(saved.bounds, display));
  const bounds = area === undefined ? centred(saved.bounds, primary) : within(saved.bounds, area);
  return { bounds, isMaximized: saved.isMaximized };
}

/** @returns Null when the text is not a window state: the file was damaged, or another program wrote it. */
export function parseWindowState(text: string): WindowState | null {
  try {
    const { bounds, isMaximized } = JSON.parse(text) as Partial<WindowState>;
    const numbers = [bounds?.x, bounds?.y, bounds?.width, bounds?.height];
    if (!numbers.every(Number.isSafeInteger) || typeof isMaximized !== 'boolean') return null;
    const { x, y, width, height } = bounds as Rectangle;
    return { bounds: { x, y, width, height }, isMaximized };
  } catch {
    return null;
  }
}

function canBeDragged(bounds: Rectangle, display: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
  const isTitleBarVisible = bounds.y >= display.y && bounds.y + dragArea.height <= display.y + display.height;
  return width >= dragArea.width && isTitleBarVisible;
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
    width: Math.max(minSize.width, Math.min(size.width, area.width)),
    height: Math.max(minSize.height, Math.min(size.height, area.height)),
  };
}
