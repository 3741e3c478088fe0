// The installed Chromium, as tests start it.
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const installed = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);

export const chromiumOptions: LaunchOptions = {
  executablePath:
    process.env.PLAYWRIGHT_CHROMIUM ?? installed.find((path) => existsSync(path)) ?? installed[0]!,
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
