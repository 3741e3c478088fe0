// npx tsx test/bench/screens.ts [SECONDS]: the station in a real browser on a live 1080p30 stream: how smooth and how late
// the preview is, how soon an event is on the screen, what the page costs, how fast it opens, and how 10,000 lines of
// the log scroll. Needs the build (npm run setup) and Chromium.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { chromiumOptions } from '../e2e/chromium.ts';
import { settleAtDemoLine } from '../e2e/demo-line.ts';
import { freePort } from '../gst-peer.ts';

const seconds = Number(process.argv[2] ?? 30);
/** A usual monitor, and one on which the picture is shown in 720p. */
const monitors = [
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
] as const;
const logLines = 10_000;
/** As somebody reads who looks for something, and as somebody drags from one end to the other, pixels per second. */
const scrollSpeeds = { turned: 4000, dragged: 45_000 } as const;
const longestScrollSeconds = 8;
/** A display of 60 Hz: a frame that took longer was dropped. */
const frameMilliseconds = 1000 / 60;
const warmUpMilliseconds = 5000;
/** `utime` and `stime` of /proc/PID/stat are in these (getconf CLK_TCK). */
const ticksPerSecond = 100;

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-screens-'));
const program = join(root, 'out/main/cli.js');
const children: ChildProcess[] = [];

/** What the page is made to note down, before its own code runs. */
interface Notes {
  readonly previews: {
    readonly framesPerSecond: number;
    readonly slowMilliseconds: number;
    readonly width: number;
  }[];
  readonly events: number[];
}

try {
  print(
    `${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)} before the start; ` +
      `a page of fresh memory takes ${freshPageMicroseconds().toFixed(1)} µs`,
  );
  const port = await freePort();
  const workplace = join(folder, 'live');
  const url = await serve('--directory', workplace, '--source', `udp://127.0.0.1:${port}`);
  start('send', join(root, 'resources/demo/good.mp4'), `udp://127.0.0.1:${port}`, '--loop');
  const browser = await chromium.launch(chromiumOptions);
  await loading(browser, url);
  for (const monitor of monitors) await watching(browser, url, monitor);
  await browser.close();
  await stopAll();

  const history = join(folder, 'history');
  settleAtDemoLine(history);
  writeLongLog(history, logLines);
  const quiet = await chromium.launch(chromiumOptions);
  await scrolling(quiet, await serve('--directory', history));
  await quiet.close();
} finally {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function start(...words: string[]): ChildProcess {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

/** @returns The address with its token. */
function serve(...words: string[]): Promise<string> {
  const child = start('serve', '--port', '0', ...words);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const url = /http:\S+/.exec(line)?.[0];
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the station ended with ${code}`)));
  });
}

async function stopAll(): Promise<void> {
  await Promise.all(
    children.splice(0).map(
      (child) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) return resolve();
          child.once('exit', () => resolve());
          child.kill('SIGTERM');
        }),
    ),
  );
}

/** A second page: the first one pays for the start of the browser. */
async function loading(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext();
  const first = await context.newPage();
  await first.goto(url);
  await first.waitForSelector('main');
  await first.close();
  const page = await context.newPage();
  let bytes = 0;
  page.on('response', async (response) => {
    const body = await response.body().catch(() => null);
    if (body) bytes += gzipSync(body).length;
  });
  await page.goto(new URL('/', url).href);
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries()[0]!.startTime)).observe({
          type: 'paint',
          buffered: true,
        });
      }),
  );
  await page.waitForTimeout(warmUpMilliseconds);
  print(`initial load ${(bytes / 1000).toFixed(0)} kB gzip, first paint after ${paint.toFixed(0)} ms`);
  await context.close();
}

async function watching(browser: Browser, url: string, monitor: (typeof monitors)[number]): Promise<void> {
  const context = await browser.newContext({ viewport: monitor });
  const page = await context.newPage();
  await page.addInitScript(noteDown);
  await page.goto(url);
  await page.waitForFunction(() => (globalThis as unknown as { notes: Notes }).notes.previews.length > 0);
  await page.waitForTimeout(warmUpMilliseconds);
  await page.evaluate(() => {
    const { notes } = globalThis as unknown as { notes: Notes };
    notes.previews.length = 0;
    notes.events.length = 0;
  });
  const before = rendererTicks();
  await page.waitForTimeout(seconds * 1000);
  const ticks = rendererTicks() - before;
  const { previews, events } = await page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes);
  const rates = previews.map(({ framesPerSecond }) => framesPerSecond);
  const slow = previews.map(({ slowMilliseconds }) => slowMilliseconds);
  print(
    `live UDP 1080p30 on ${monitor.width}x${monitor.height}, ${seconds} s, ` +
      `preview ${previews.at(-1)?.width} pixels wide`,
  );
  print(
    `  preview ${at(rates, 0.5).toFixed(1)} fps (worst second ${at(rates, 0).toFixed(1)}), ` +
      `capture to screen p95 ${at(slow, 0.5).toFixed(0)} ms (worst second ${at(slow, 1).toFixed(0)} ms)`,
  );
  print(
    `  ${events.length} events, from the engine to the screen p50 ${at(events, 0.5).toFixed(0)} ms, ` +
      `p95 ${at(events, 0.95).toFixed(0)} ms`,
  );
  print(`  the page's process: ${((ticks / ticksPerSecond / seconds) * 100).toFixed(0)} % of a core`);
  await context.close();
}

/** Runs in the page: figures of the preview's worker, and the age of events once they are painted. */
function noteDown(): void {
  const notes: Notes = { previews: [], events: [] };
  Object.assign(globalThis, { notes });
  const OwnWorker = Worker;
  globalThis.Worker = class extends OwnWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (data?.kind === 'figures') notes.previews.push(data.figures);
      });
    }
  };
  const OwnSocket = WebSocket;
  globalThis.WebSocket = class extends OwnSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        const message = typeof data === 'string' ? JSON.parse(data) : null;
        if (message?.kind !== 'event') return;
        const sent = Date.parse(message.event.at);
        // The frame that shows it is painted before the callback of the next one.
        requestAnimationFrame(() => requestAnimationFrame(() => notes.events.push(Date.now() - sent)));
      });
    }
  };
}

async function scrolling(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  // What tsx compiles names its functions with a helper that a page does not have.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.goto(url);
  await loadWholeLog(page);
  for (const [way, pixelsPerSecond] of Object.entries(scrollSpeeds)) {
    const { lines, share } = await page.evaluate(scrollTheLog, {
      pixelsPerSecond,
      longestScrollSeconds,
      frameMilliseconds,
    });
    print(
      `a log of ${lines} lines ${way} at ${pixelsPerSecond} pixels a second: ` +
        `${(share * 100).toFixed(1)} % of frames dropped`,
    );
  }
  await context.close();
}

/** Older lines are loaded when the list is scrolled to its top. */
async function loadWholeLog(page: Page): Promise<void> {
  const log = page.getByRole('log');
  await log.waitFor();
  for (let height = 0; ; ) {
    const now = await log.evaluate((element) => {
      element.scrollTop = 0;
      return element.scrollHeight;
    });
    await page.waitForTimeout(400);
    if (now === height) return;
    height = now;
  }
}

/** Runs in the page. @returns Lines by the height of the list, and the share of frames that came late. */
function scrollTheLog(wanted: {
  readonly pixelsPerSecond: number;
  readonly longestScrollSeconds: number;
  readonly frameMilliseconds: number;
}): Promise<{
  lines: number;
  share: number;
}> {
  const list = document.querySelector('[role=log]')!;
  const row = list.querySelector('li')!.getBoundingClientRect().height;
  const end = list.scrollHeight - list.clientHeight;
  const started = performance.now();
  let last = started;
  let frames = 0;
  let dropped = 0;
  return new Promise((resolve) => {
    const step = (now: number): void => {
      const passed = (now - last) / wanted.frameMilliseconds;
      frames += Math.max(1, Math.round(passed));
      dropped += Math.max(0, Math.round(passed) - 1);
      last = now;
      const seconds = (now - started) / 1000;
      list.scrollTop = seconds * wanted.pixelsPerSecond;
      if (seconds < wanted.longestScrollSeconds && list.scrollTop < end - 1) requestAnimationFrame(step);
      else resolve({ lines: Math.round(list.scrollHeight / row), share: dropped / frames });
    };
    requestAnimationFrame(step);
  });
}

/** Of all processes of Chromium that render pages, as the kernel counts them. */
function rendererTicks(): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return sum;
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return sum + Number(fields[11]) + Number(fields[12]);
      } catch {
        // It ended meanwhile.
        return sum;
      }
    }, 0);
}

/**
 * Each decoded picture is new memory. Some virtual machines take ten times as long as others to hand it out, and the
 * figures of the page cannot be read without knowing.
 */
function freshPageMicroseconds(): number {
  const pageBytes = 4096;
  const pages = 16_384;
  const memory = new Uint8Array(pages * pageBytes);
  const started = performance.now();
  for (let at = 0; at < memory.length; at += pageBytes) memory[at] = 1;
  return ((performance.now() - started) * 1000) / pages;
}

/** A day of parts that all passed, as a station writes it. */
function writeLongLog(workplace: string, lines: number): void {
  const today = new Date();
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
    .map((field) => String(field).padStart(2, '0'))
    .join('-');
  const steps = 22;
  const events = Array.from({ length: lines }, (_, i): EngineEvent => {
    const part = Math.floor(i / (steps + 2)) + 1;
    const place = i % (steps + 2);
    const atSeconds = i;
    if (place === 0) return { type: 'partStarted', part, atSeconds, code: null };
    if (place === steps + 1) {
      return { type: 'partEnded', part, atSeconds, verdict: 'pass', cycleSeconds: steps, steps: [] };
    }
    const step = {
      index: place,
      expected: 'spacer',
      label: 'spacer',
      status: 'ok',
      severity: 'pass',
      startSeconds: atSeconds,
      endSeconds: atSeconds + 1,
      probability: 0.9,
      reason: null,
      remark: '',
      evidence: null,
    } as const;
    return { type: 'stepJudged', part, step, amends: false, next: null };
  });
  const text = events.map((event, i) =>
    JSON.stringify({
      ...event,
      type: event.type,
      at: new Date(today.getTime() - (lines - i)).toISOString(),
      seq: i + 1,
    }),
  );
  mkdirSync(join(workplace, 'record'), { recursive: true });
  writeFileSync(join(workplace, 'record', `journal-${day}.jsonl`), `${text.join('\n')}\n`);
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;
}
