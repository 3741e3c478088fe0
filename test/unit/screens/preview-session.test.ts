import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPreviewSession, type PreviewSession } from '../../../src-renderer/preview/preview-session.ts';
import type { PreviewEndpoint, PreviewOptions } from '../../../src-renderer/station/index.ts';

const small: PreviewOptions = { width: 640, quality: 80, annotation: 'none' };
const large: PreviewOptions = { ...small, width: 1280 };

interface StartScreen {
  readonly options: PreviewOptions;
  answer(endpoint: PreviewEndpoint): Promise<void>;
  fail(): Promise<void>;
}

let openings: StartScreen[];
let attached: (string | null)[];
let session: PreviewSession;

const socket = (url: string): PreviewEndpoint => ({ kind: 'socket', url });
const last = () => openings.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  openings = [];
  attached = [];
  session = createPreviewSession(
    (options) => {
      let resolve: (endpoint: PreviewEndpoint) => void = () => {};
      let reject: (error: Error) => void = () => {};
      const promise = new Promise<PreviewEndpoint>((...settle) => {
        [resolve, reject] = settle;
      });
      const settled = () => promise.then(() => {}).catch(() => {});
      openings.push({
        options,
        answer: (endpoint) => {
          resolve(endpoint);
          return settled();
        },
        fail: () => {
          reject(new Error('no'));
          return settled();
        },
      });
      return promise;
    },
    (endpoint) =>
      attached.push(endpoint === null ? null : endpoint.kind === 'socket' ? endpoint.url : 'port'),
  );
});
afterEach(() => {
  session.close();
  vi.useRealTimers();
});

describe('the preview of a screen', () => {
  it('is opened when pictures are wanted, and taken off when they are not', async () => {
    session.want(small);
    await last().answer(socket('a'));
    session.want(null);
    expect(attached).toEqual(['a', null]);
  });

  it('is opened anew with other options, and a late endpoint of the options before is closed', async () => {
    session.want(small);
    session.want(large);
    const { port1, port2 } = new MessageChannel();
    const closed = vi.spyOn(port1, 'close');
    await openings[0]!.answer({ kind: 'port', port: port1 });
    expect(closed).toHaveBeenCalledOnce();
    port2.close();
    await openings[1]!.answer(socket('large'));
    expect(attached).toEqual(['large']);
    expect(openings.map(({ options }) => options.width)).toEqual([640, 1280]);
  });

  it('is opened again when it breaks: after pauses that double, up to 5 s', async () => {
    session.want(small);
    await last().answer(socket('1'));
    for (const pause of [250, 500, 1000, 2000, 4000, 5000, 5000]) {
      const before = openings.length;
      session.broke();
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(openings).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(openings).toHaveLength(before + 1);
      await last().answer(socket('again'));
    }
    session.delivered();
    session.broke();
    await vi.advanceTimersByTimeAsync(250);
    expect(openings).toHaveLength(9);
  });

  it('is opened again when the station has no endpoint yet', async () => {
    session.want(small);
    await last().fail();
    await vi.advanceTimersByTimeAsync(250);
    expect(openings).toHaveLength(2);
  });

  it('is not opened again when no pictures are wanted any more', async () => {
    session.want(small);
    await last().answer(socket('a'));
    session.broke();
    session.want(null);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(openings).toHaveLength(1);
  });
});
