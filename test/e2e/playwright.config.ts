// The built screens in a real browser, over the real host and engine: `npx playwright test -c test/e2e`, after
// `scripts/setup.sh`. Chromium of PLAYWRIGHT_CHROMIUM, or the installed one. STEPWATCH_SHELL=electron: the desktop program.
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './chromium.ts';
import { isDesktop, whyNoDesktop } from './desktop-shell.ts';

const why = isDesktop ? whyNoDesktop() : null;
if (why !== null) process.stderr.write(`\nNO TEST OF THE DESKTOP RUNS: ${why}.\n\n`);

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
  // What failed tests leave behind (evidence.ts). It is emptied when the next run begins.
  outputDir: resolve(import.meta.dirname, '../../build/e2e'),
  // More stations at once than cores: most of the time a test waits for a video. No test depends on how long anything takes.
  workers: 3,
  fullyParallel: true,
  // A video of 70 s is watched on a machine that may be busy with other things.
  timeout: 600_000,
  // Of all of them: many times what they take.
  globalTimeout: 2_700_000,
  expect: { timeout: 240_000 },
  reporter: [['list']],
  forbidOnly: process.env.CI !== undefined,
  use: {
    actionTimeout: 240_000,
    launchOptions: chromiumOptions,
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    // No trace: to record one takes a core that the station needs. The picture is taken by evidence.ts.
    screenshot: 'off',
  },
});
