import { describe, expect, it } from 'vitest';
import { BusLog } from '../../../src-inference/media/bus-log.ts';
import type { BusMessage } from '../../../src-inference/media/native.ts';

const eos: BusMessage = { element: 'pipeline0', type: 'eos' };
const codec = (name: string): BusMessage => ({ element: 'demuxer', type: 'codec', codec: name });

describe('the messages of a pipeline', () => {
  it('are kept once for each type: the first one', () => {
    const log = new BusLog();
    for (const name of ['H.264', 'H.265', 'AV1']) log.add(codec(name));
    expect(log.messages).toEqual([codec('H.264')]);
    expect(log.find('codec')?.codec).toBe('H.264');
    expect(log.find('eos')).toBeUndefined();
  });

  it('can be awaited', async () => {
    const log = new BusLog();
    const wait = log.until(['eos', 'error']);
    log.add(codec('H.264'));
    log.add(eos);
    expect(await wait).toEqual(eos);
  });

  it('may arrive before somebody waits for them', async () => {
    const log = new BusLog();
    log.add(eos);
    expect(await log.until(['error', 'eos'])).toEqual(eos);
  });

  it('are awaited only until the timeout', async () => {
    const log = new BusLog();
    const giveUp = new AbortController();
    const wait = log.until(['eos'], giveUp.signal);
    giveUp.abort();
    expect(await wait).toBeNull();
    expect(await log.until(['eos'], giveUp.signal)).toBeNull();
  });
});
