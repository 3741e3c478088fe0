// The path of an event: number, record, snapshot, outputs, port; and what happens when the record cannot be written.
import { describe, expect, it } from 'vitest';
import { type EngineEvent, type NumberedEvent, StationError } from '../../../src-inference/contract/index.ts';
import type { Recorder } from '../../../src-inference/record/index.ts';
import { createNumbering, EventLog } from '../../../src-inference/station/index.ts';

const shift: EngineEvent = { type: 'shiftStarted' };
const gone: EngineEvent = { type: 'sourceGone' };
const info = {
  name: 'a.mp4',
  width: 0,
  height: 0,
  durationSeconds: null,
  framesPerSecond: null,
  codec: null,
};
const broken: EngineEvent = {
  type: 'sourceState',
  state: 'ended',
  source: info,
  error: { code: 'record_unwritable', message: 'full' },
};

/** A log whose steps are written down in the order in which they happen. */
function openLog(write: (event: NumberedEvent) => void = () => undefined) {
  const steps: string[] = [];
  const note = (who: string, { sequence, event }: NumberedEvent) =>
    steps.push(`${who} ${sequence} ${event.type}`);
  const record: Recorder = {
    write(event) {
      write(event);
      note('record', event);
    },
    day: '2026-11-24',
    close: () => steps.push('closed'),
  };
  const log = new EventLog({
    numbering: createNumbering(() => new Date('2026-11-24T10:00:00Z')),
    record,
    port: async (event) => void note('port', event),
  });
  log.subscribeOutputs((event) => note('outputs', event));
  log.subscribeSnapshot((event) => note('snapshot', event));
  return { log, steps };
}

const unwritable = (): never => {
  throw new StationError('record_unwritable', 'full');
};

describe('the event log', () => {
  it('records an event first, then hands it to the snapshot, the outputs and the port', async () => {
    const { log, steps } = openLog();
    await log.publish(shift);
    log.close();
    expect(steps).toEqual([
      'record 1 shiftStarted',
      'snapshot 1 shiftStarted',
      'outputs 1 shiftStarted',
      'port 1 shiftStarted',
      'closed',
    ]);
  });

  it('lets nobody hear of an event that the record cannot take', async () => {
    const { log, steps } = openLog(unwritable);
    await expect(log.publish(shift)).rejects.toMatchObject({ code: 'record_unwritable' });
    expect(steps).toEqual([]);
  });

  it('shows why a source ended although the record cannot take it', async () => {
    const { log, steps } = openLog(unwritable);
    await log.publish(broken);
    expect(steps).toEqual(['snapshot 1 sourceState', 'outputs 1 sourceState', 'port 1 sourceState']);
  });

  it('hands an event that a subscriber publishes on after the one before has reached everybody', async () => {
    const { log, steps } = openLog();
    log.subscribeSnapshot(({ event }) => {
      if (event.type === 'shiftStarted') log.publishLater(gone);
    });
    await log.publish(shift);
    expect(steps).toEqual([
      'record 1 shiftStarted',
      'snapshot 1 shiftStarted',
      'record 2 sourceGone',
      'outputs 1 shiftStarted',
      'port 1 shiftStarted',
      'snapshot 2 sourceGone',
      'outputs 2 sourceGone',
      'port 2 sourceGone',
    ]);
  });

  it('resolves when the port can take more', async () => {
    let release: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    const numbering = createNumbering(() => new Date());
    const log = new EventLog({ numbering, record: null, port: () => waiting });
    let isDone = false;
    const published = log.publish(shift).then(() => {
      isDone = true;
    });
    await Promise.resolve();
    expect(isDone).toBe(false);
    release();
    await published;
  });

  it('reports a subscriber that fails, and goes on with the next event', async () => {
    const { log, steps } = openLog();
    log.subscribeSnapshot(({ event }) => {
      if (event.type === 'shiftStarted') throw new Error('a defect');
    });
    await expect(log.publish(shift)).rejects.toThrow('a defect');
    await log.publish(gone);
    expect(steps.at(-1)).toBe('port 2 sourceGone');
  });

  it('gives parts that begin at the same moment different times', () => {
    const numbering = createNumbering(() => new Date('2026-11-24T10:00:00Z'));
    const started = { type: 'partStarted', part: 1, atSeconds: 0, code: null } as const;
    expect(numbering.number(started).at).not.toBe(numbering.number(started).at);
  });
});
