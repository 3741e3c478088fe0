import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { menuTemplate } from '../../../src-main/electron/menu.ts';
import { fill, textsFor } from '../../../src-main/electron/texts.ts';

const actions = { importRecipe: vi.fn(), toggleKiosk: vi.fn(), reload: vi.fn() };

function items(kiosk: boolean, isDevelopment = false): MenuItemConstructorOptions[] {
  const menu = menuTemplate({ texts: textsFor('en'), kiosk, isDevelopment }, actions);
  return menu.flatMap(({ submenu }) => submenu as MenuItemConstructorOptions[]);
}

const roles = (kiosk: boolean, isDevelopment = false) =>
  items(kiosk, isDevelopment).flatMap(({ role }) => (role ? [role] : []));

describe('the menu', () => {
  it('zooms in with both usual keys', () => {
    const larger = items(false).filter(({ role }) => role === 'zoomIn');
    expect(larger.map(({ accelerator }) => accelerator)).toEqual([undefined, 'CommandOrControl+=']);
  });

  it('has developer tools in a checkout only', () => {
    expect(roles(false, true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('toggleDevTools');
  });

  it('has only one key to leave a kiosk, and it asks first', () => {
    expect(roles(false)).toContain('quit');
    expect(roles(true)).not.toContain('quit');
    expect(items(true).find(({ label }) => label === 'Import recipe…')?.enabled).toBe(false);
    const leave = items(true).find(({ accelerator }) => accelerator === 'CommandOrControl+Shift+K');
    expect(leave?.label).toBe('Leave kiosk mode…');
    (leave?.click as () => void)();
    expect(actions.toggleKiosk).toHaveBeenCalledOnce();
  });

  it('is in the language of the desktop', () => {
    expect(textsFor('es-MX').quit).toBe('Salir');
    expect(textsFor('et').quit).toBe('Quit');
    expect(fill('"{name}"', '$& {name}')).toBe('"$& {name}"');
  });
});
