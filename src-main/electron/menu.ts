// The menu of the window. In a kiosk it is not seen, but its keys work.
import type { MenuItemConstructorOptions } from 'electron';
import type { Texts } from './texts.ts';

export interface MenuActions {
  importRecipe(): void;
  toggleKiosk(): void;
  reload(): void;
}

export interface MenuSituation {
  readonly texts: Texts;
  readonly kiosk: boolean;
  /** Developer tools exist in a checkout only. */
  readonly isDevelopment: boolean;
}

/** Pure: a description, not a menu. */
export function menuTemplate(
  { texts, kiosk, isDevelopment }: MenuSituation,
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
          // A file dialog leads out of a kiosk.
          enabled: !kiosk,
          click: actions.importRecipe,
        },
        {
          label: kiosk ? texts.leaveKiosk : texts.enterKiosk,
          accelerator: 'CommandOrControl+Shift+K',
          click: actions.toggleKiosk,
        },
        separator,
        // Its key would end a kiosk without a question.
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
        // Without Shift, as browsers take it.
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
