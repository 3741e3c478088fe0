import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { socketTransport } from '../../../src-renderer/station/socket-transport.ts';

/** A socket over a line that nobody closes. */
class OpenSocket {
  static last: OpenSocket;
  onmessage: ((message: { readonly data: string }) => void) | null = null;
  constructor() {
    OpenSocket.last = this;
  }
  close(): void {}
}

describe('a line that tells nothing any more', () => {
  const message = vi.fn();
  const ended = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('WebSocket', OpenSocket);
    vi.clearAllMocks();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is lost when the host does not answer either, and what comes late is not listened to', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no route')));
    socketTransport(new URL('http://station/')).connect({ message, ended });
    OpenSocket.last.onmessage?.({ data: '{"kind":"welcome"}' });
    await vi.advanceTimersByTimeAsync(9000);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(6000);
    expect(ended.mock.calls).toEqual([['lost']]);
    OpenSocket.last.onmessage?.({ data: '{"kind":"welcome"}' });
    expect(message).toHaveBeenCalledTimes(1);
  });

  it('is waited for while the host answers: an engine that is being started tells nothing', async () => {
    vi.stubGlobal('fetch', async () => new Response());
    socketTransport(new URL('http://station/')).connect({ message, ended });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ended).not.toHaveBeenCalled();
  });

  it('is asked about no more once the screen has closed it', async () => {
    const asked = vi.fn(() => Promise.reject(new TypeError('no route')));
    vi.stubGlobal('fetch', asked);
    socketTransport(new URL('http://station/')).connect({ message, ended }).close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).not.toHaveBeenCalled();
    expect(ended).not.toHaveBeenCalled();
  });
});
