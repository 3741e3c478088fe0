// The menu of the window. In kiosk mode the menu bar is hidden, but its keyboard shortcuts still work.
import type { MenuItemConstructorOptions } from 'electron';
import type { Texts } from './texts.ts';

export interface MenuActions {
  importRecipe(): void;
  toggleKiosk(): void;
  reload(): void;
}

export interface MenuOptions {
  readonly texts: Texts;
  readonly kiosk: boolean;
  /** Adds the developer tools. */
  readonly isDevelopment: boolean;
}

const separator = { type: 'separator' } as const;

/** Pure: returns the description of a menu. */
export function menuTemplate(options: MenuOptions, actions: MenuActions): MenuItemConstructorOptions[] {
  const { texts } = options;
  return [
    { label: texts.station, submenu: stationMenu(options, actions) },
    { label: texts.edit, submenu: editMenu(options) },
    { label: texts.view, submenu: viewMenu(options, actions) },
  ];
}

function stationMenu(
  { texts, kiosk }: MenuOptions,
  { importRecipe, toggleKiosk }: MenuActions,
): MenuItemConstructorOptions[] {
  return [
    {
      label: texts.importRecipe,
      accelerator: 'CommandOrControl+I',
      // A file dialog would be a way out of the kiosk.
      enabled: !kiosk,
      click: importRecipe,
    },
    {
      label: kiosk ? texts.leaveKiosk : texts.enterKiosk,
      accelerator: 'CommandOrControl+Shift+K',
      click: toggleKiosk,
    },
    separator,
    // Its keyboard shortcut would end the kiosk without a question.
    ...(kiosk ? [] : [{ role: 'quit', label: texts.quit } as const]),
  ];
}

function editMenu({ texts }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    separator,
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
  ];
}

function viewMenu(
  { texts, isDevelopment }: MenuOptions,
  { reload }: MenuActions,
): MenuItemConstructorOptions[] {
  return [
    { label: texts.reload, accelerator: 'F5', click: reload },
    separator,
    { role: 'zoomIn', label: texts.zoomIn },
    // The plus key without Shift, as in browsers.
    { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false, acceleratorWorksWhenHidden: true },
    { role: 'zoomOut', label: texts.zoomOut },
    { role: 'resetZoom', label: texts.zoomReset },
    ...(isDevelopment ? [separator, { role: 'toggleDevTools', label: texts.developerTools } as const] : []),
  ];
}
