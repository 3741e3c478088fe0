// What only a real browser can show: the origin of a form, the cookies it sends, and what the content security policy allows.
import { resolve } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumOptions } from '../../e2e/chromium.ts';
import { type ServedStation, serveStation } from '../../served-station.ts';

const passwords = { operator: 'correct horse', viewer: 'battery staple' };
let browser: Browser;
let station: ServedStation;

beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions);
  station = await serveStation({
    host: '0.0.0.0',
    passwords,
    screens: resolve(import.meta.dirname, '../../../out/renderer'),
  });
});
afterAll(async () => {
  await browser.close();
  await station.close();
});

it('a person logs in with the form, and the built screens run under the content policy', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  await page.goto(station.origin);
  await page.getByLabel('Password').fill('guess');
  await page.getByRole('button').click();
  expect(await page.getByRole('alert').textContent()).toContain('password is wrong');
  await page.getByLabel('Password').fill(passwords.viewer);
  const socket = page.waitForEvent('websocket');
  await page.getByRole('button').click();
  await (await socket).waitForEvent('framereceived');
  expect(page.url()).toBe(`${station.origin}/`);
  expect(await page.evaluate('document.cookie')).toBe('');
  expect(complaints).toEqual([]);
  await page.close();
});

it('the printed address opens the station, and the token disappears from the address bar', async () => {
  const page = await browser.newPage();
  const socket = page.waitForEvent('websocket');
  await page.goto(station.url);
  expect((await socket).url()).toBe(`${station.origin.replace('http', 'ws')}/station`);
  expect(page.url()).toBe(`${station.origin}/`);
  await page.close();
});
