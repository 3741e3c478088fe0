// A thread that is lost is made anew, and the engine goes on meanwhile.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LinksThread } from '../../../src-inference/links/thread/links-thread.ts';

describe('the thread of the connections', () => {
  it.each([
    ['hanging-thread.mjs', /no sign of life/],
    ['hungry-thread.mjs', /memory/],
  ])('%s is lost, and greeted again', async (name, reason) => {
    let greetings = 0;
    let said = '';
    let isTold: boolean | null = null;
    await new Promise<void>((resolve) => {
      const thread = new LinksThread({
        setup: { record: '', evidence: '', rollouts: '', outbox: '' },
        file: join(import.meta.dirname, name),
        greet() {
          greetings += 1;
          if (greetings === 2) void thread.close().then(resolve);
          return [{ kind: 'follow', links: [] }];
        },
        onMessage: () => undefined,
        onLost: (why) => {
          said = why;
          isTold = thread.send({ kind: 'follow', links: [] });
        },
      });
    });
    expect(said).toMatch(reason);
    // Whoever asks for an answer must know that none will come.
    expect(isTold).toBe(false);
  });
});
