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

/** Pure: returns the description of a menu. */
export function menuTemplate(
  { texts, kiosk, isDevelopment }: MenuOptions,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const;
  return [
    {
      label: texts.station,
      submenu: [
        {
          label: texts.importRecipe,
          accelerator: 'CommandOrControl+I',
          // A file dialog would be a way out of the kiosk.
          enabled: !kiosk,
          click: actions.importRecipe,
        },
        {
          label: kiosk ? texts.leaveKiosk : texts.enterKiosk,
          accelerator: 'CommandOrControl+Shift+K',
          click: actions.toggleKiosk,
        },
        separator,
        // Its keyboard shortcut would end the kiosk without a question.
        ...(kiosk ? [] : [{ role: 'quit', label: texts.quit } as const]),
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { role: 'undo', label: texts.undo },
        { role: 'redo', label: texts.redo },
        separator,
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.view,
      submenu: [
        { label: texts.reload, accelerator: 'F5', click: actions.reload },
        separator,
        { role: 'zoomIn', label: texts.zoomIn },
        // The plus key without Shift, as in browsers.
        {
          role: 'zoomIn',
          accelerator: 'CommandOrControl+=',
          visible: false,
          acceleratorWorksWhenHidden: true,
        },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'resetZoom', label: texts.zoomReset },
        ...(isDevelopment
          ? [separator, { role: 'toggleDevTools', label: texts.developerTools } as const]
          : []),
      ],
    },
  ];
}
