// A server that takes too much is lost alone: whoever started it goes on, and what it was told is told again to the next one.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServerThread } from '../../../src-inference/links/opcua/server-thread.ts';
import { opcuaLink } from '../../plant/link-settings.ts';

describe('the thread of an OPC UA server', () => {
  it('is lost when it runs out of memory, and says what it did not take', async () => {
    const { spec } = opcuaLink(4840);
    if (spec.kind !== 'opcua') throw new Error('another kind');
    const setup = { spec, certificates: '', record: '', isTest: false };
    const thread = await ServerThread.start(setup, join(import.meta.dirname, 'hungry-server.mjs'));
    const lost = new Promise<string>((resolve) => thread.onLost(resolve));
    const at = '2026-11-29T08:00:00.000Z';
    const told = thread.tell({
      kind: 'acknowledgement',
      key: at,
      at,
      part: at,
      by: 'Ana',
      reason: 'reworked',
    });
    await expect(told).rejects.toMatchObject({ code: 'link_stopped' });
    expect(await lost).toMatch(/memory|no sign of life/);
    await thread.close();
  });
});
