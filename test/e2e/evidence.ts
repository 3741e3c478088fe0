// What a failed test leaves behind, in a folder of its own under build/e2e: of every page a picture, its accessible tree (ARIA
// snapshot), its address and its console; of the station its log, journal and settings, and what the program printed.
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';

const repository = join(import.meta.dirname, '../..');
/** A page that hangs must not hold up the rest of the evidence. */
const patienceMilliseconds = 10_000;
/** Of the station's folder. Recordings are large, and show nothing that the journal does not tell. */
const stationFiles = ['record', 'recipes', 'settings.json', 'supervisor.log'];

/** The last picture of every page is kept, also when nothing fails: for the report of scripts/verify-desktop.sh. */
const keepsAllPictures = process.env.STEPWATCH_PICTURES === 'all';

export class Evidence {
  private readonly info: TestInfo;
  private readonly pages: { readonly page: Page; readonly console: string[] }[] = [];
  private failedLater = false;

  constructor(info: TestInfo) {
    this.info = info;
  }

  /** Errors and warnings of all pages, in their order. */
  readonly errors: string[] = [];

  watch(page: Page): void {
    const lines: string[] = [];
    this.pages.push({ page, console: lines });
    const note = (type: string, text: string): void => {
      lines.push(`${new Date().toISOString()} ${type} ${text}`);
      if (type === 'error' || type === 'warning') this.errors.push(text);
    };
    page.on('console', (message) => note(message.type(), message.text()));
    page.on('pageerror', (error) => note('error', String(error)));
    page.on('crash', () => note('error', 'The page crashed.'));
    page.on('websocket', (socket) => {
      note('opened', socket.url());
      socket.on('close', () => note('closed', socket.url()));
    });
  }

  /** The test fails, though its own steps went well. */
  fail(): void {
    this.failedLater = true;
  }

  /** While the pages are still open. */
  async keepPages(): Promise<void> {
    if (keepsAllPictures) await this.attachPictures();
    if (!this.hasFailed) return;
    for (const [i, { page, console }] of this.pages.entries()) {
      const name = this.path(`page-${i + 1}`);
      writeFileSync(`${name}.console.txt`, console.map((line) => `${line}\n`).join(''));
      await keep(`${name}.png`, () => page.screenshot({ timeout: patienceMilliseconds }));
      await keep(`${name}.aria.yaml`, async () => {
        const tree = await page.locator('body').ariaSnapshot({ timeout: patienceMilliseconds });
        return `# ${page.url()}\n${tree}\n`;
      });
    }
  }

  /** When the station has ended: its log is whole then. @param printed What the program printed. */
  keepStation(directory: string, printed: string): void {
    if (!this.hasFailed) return;
    writeFileSync(this.path('program.txt'), printed);
    for (const name of stationFiles.filter((one) => existsSync(join(directory, one)))) {
      cpSync(join(directory, name), this.path(join('station', name)), { recursive: true });
    }
    process.stdout.write(`What the failed test left: ${relative(repository, this.info.outputDir)}\n`);
  }

  private async attachPictures(): Promise<void> {
    for (const [i, { page }] of this.pages.entries()) {
      const path = this.path(`end-${i + 1}.png`);
      await keep(path, () => page.screenshot({ timeout: patienceMilliseconds }));
      if (existsSync(path)) await this.info.attach(`page ${i + 1}`, { path, contentType: 'image/png' });
    }
  }

  private get hasFailed(): boolean {
    return this.failedLater || this.info.status !== this.info.expectedStatus;
  }

  private path(name: string): string {
    const path = this.info.outputPath(name);
    mkdirSync(join(path, '..'), { recursive: true });
    return path;
  }
}

/** Writes what can be had, or why it cannot be had. */
async function keep(path: string, read: () => Promise<Buffer | string>): Promise<void> {
  try {
    writeFileSync(path, await read());
  } catch (thrown) {
    writeFileSync(`${path}.missing.txt`, `${thrown}\n`);
  }
}
