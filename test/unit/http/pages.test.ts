// The pages that a site makes without the screens.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageStyle } from '../../../src-main/http/page-style.ts';
import { lockedPage, loginPage, messagePage } from '../../../src-main/http/pages.ts';

const root = resolve(import.meta.dirname, '../../..');
const face = { product: 'Stepwatch', name: 'Line 3' };

describe('the page where one logs in', () => {
  it('says the product, the station and its language', () => {
    const page = loginPage('es', face, false);
    expect(page).toContain('<title>Iniciar sesión · Line 3 · Stepwatch</title>');
    expect(page).toContain('<html lang="es">');
    expect(page).not.toContain('role="alert"');
    expect(loginPage('en', { ...face, name: null }, false)).toContain('<title>Log in · Stepwatch</title>');
  });

  it('takes a name for text, whatever somebody has typed', () => {
    const page = loginPage('en', { ...face, name: '<b>"A & B"</b>' }, false);
    expect(page).toContain('&lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;');
    expect(page).not.toContain('<b>');
  });

  it('says that a password was wrong, and how long to wait after many', () => {
    expect(loginPage('en', face, true)).toContain('The password is wrong.');
    expect(lockedPage('en', face, 40)).toContain('Wait 40 s.');
    expect(lockedPage('es', face, 601)).toContain('Espere 11 min.');
    expect(lockedPage('en', face, 40)).not.toContain('<input');
  });

  it('runs no script, and neither do messages', () => {
    const pages = [loginPage('en', face, true), lockedPage('en', face, 5), messagePage('en', face, 'token')];
    for (const page of pages) expect(page).not.toMatch(/<script|javascript:| on\w+=/);
  });
});

describe('the look of these pages', () => {
  const theme = readFileSync(resolve(root, 'src-renderer/theme/theme.css'), 'utf8');
  const tokensOf = (text: string): Map<string, string> =>
    new Map([...text.matchAll(/(--[a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name!, colour!]));
  const [darkPage, lightPage] = pageStyle.split('@media');
  const darkTheme = theme.slice(theme.indexOf('[data-theme="dark"]'), theme.indexOf('[data-theme="light"]'));
  const lightTheme = theme.slice(theme.indexOf('[data-theme="light"]'), theme.indexOf('@theme'));

  it.each([
    ['dark', darkPage!, `${darkTheme}${lightTheme.slice(lightTheme.indexOf(':root'))}`],
    ['light', lightPage!, lightTheme],
  ])('has the colours of the %s theme', (_name, page, themed) => {
    const known = tokensOf(themed);
    const used = tokensOf(page);
    expect(used.size).toBeGreaterThan(10);
    for (const [name, colour] of used) expect([name, known.get(name)]).toEqual([name, colour]);
  });

  it('has the mark of the icon', () => {
    const icon = readFileSync(resolve(root, 'resources/icons/stepwatch.svg'), 'utf8');
    const shapes = [...icon.matchAll(/ d="([^"]+)"/g)].map(([, shape]) => shape!);
    expect(shapes).toHaveLength(5);
    for (const shape of shapes) expect(loginPage('en', face, false)).toContain(shape);
  });
});
