// Every published event reaches the outputs of a workplace.
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { EngineEvent } from '../../../src-inference/contract/index.ts';
import { OutputSet } from '../../../src-inference/media/index.ts';
import { openRecord } from '../../../src-inference/record/index.ts';
import { createNumbering, type EventPort } from '../../../src-inference/station/index.ts';
import { lockFolder, Workplace } from '../../../src-inference/workplace/index.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const { at } = workplaceFolder();
const now = (): Date => new Date();
const info = { name: 'a.mp4', width: 16, height: 16, durationSeconds: 9, framesPerSecond: 30, codec: null };

/** The journal of an engine that was lost in the middle of its third part. */
function writeLostPart(directory: string): void {
  const record = openRecord({ directory, now });
  const { number } = createNumbering(now);
  const events: readonly EngineEvent[] = [
    {
      type: 'runStarted',
      source: info,
      model: 'colours',
      network: { precision: 'fp32', target: null, backend: 'cpu', reason: '' },
      recipe: 'rgb',
      recipeSteps: 3,
    },
    { type: 'partStarted', part: 3, atSeconds: 5, code: null },
  ];
  for (const event of events) record.write(number(event));
  record.close();
}

describe('the outputs of a workplace', () => {
  it('begin the next part when the part of a lost engine is aborted', async () => {
    writeLostPart(join(at('lost'), 'record'));
    const partClosed = vi.spyOn(OutputSet.prototype, 'partClosed');
    let tell: (event: EngineEvent) => void = () => undefined;
    const aborted = new Promise<EngineEvent>((resolve) => {
      tell = resolve;
    });
    const port: EventPort = async ({ event }) => {
      if (event.type === 'partAborted') tell(event);
    };
    const defaults = { model: at('model'), recipes: [at('rgb.yaml')], folders: [] };
    const workplace = await Workplace.open(
      { directory: at('lost'), defaults, source: null },
      { now, numbering: createNumbering(now), port },
      lockFolder(at('lost')),
    );
    expect(await aborted).toMatchObject({ part: 3, reason: 'engineLost' });
    expect(partClosed).toHaveBeenCalledWith(4);
    await workplace.close();
  });
});
