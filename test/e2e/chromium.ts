// The installed Chromium, as tests start it.
import type { LaunchOptions } from '@playwright/test';

export const chromiumOptions: LaunchOptions = {
  executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    // Containers run as root and have no GPU; nothing may be fetched from elsewhere.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
