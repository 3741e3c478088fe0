// When another model takes over, and what becomes of one that cannot.
import { describe, expect, it } from 'vitest';
import {
  byStation,
  type EngineEvent,
  type NumberedEvent,
  StationError,
} from '../../../src-inference/contract/index.ts';
import { ModelChange, type ModelChangeParts } from '../../../src-inference/workplace/model-change.ts';

const before = { model: 'before', recipe: 'old', source: null };

/** A station with a part in progress; what happens to it is told in words. */
function stationWith(failing: 'nothing' | 'settings' = 'nothing') {
  const told: string[] = [];
  const state = { hasOpenPart: true, recipeIsGone: false };
  const parts = {
    station: {
      get hasOpenPart() {
        return state.hasOpenPart;
      },
      runState: null,
      watched: null,
    },
    setup: {
      openModel: async (directory: string) => ({
        directory,
        card: {},
        classifier: { close: async () => void told.push(`closed ${directory}`) },
      }),
      mustPlan: () => undefined,
      mustFitModel: async () => {
        if (state.recipeIsGone) throw new StationError('recipe_not_found', 'There is none.');
      },
      replaceModel: async ({ directory }: { directory: string }) => void told.push(`uses ${directory}`),
    },
    configuration: {
      settings: before,
      enqueue: (work: () => Promise<unknown>) => work(),
      save: async ({ model, recipe }: typeof before) => {
        if (failing === 'settings') throw new StationError('record_unwritable', 'It cannot be written.');
        told.push(`saved ${model} with ${recipe}`);
      },
    },
    snapshot: { current: { source: null } },
  };
  const change = new ModelChange(parts as unknown as ModelChangeParts);
  const endPart = async (): Promise<void> => {
    change.notice({ event: { type: 'partEnded' } as EngineEvent } as NumberedEvent);
    await new Promise(setImmediate);
  };
  const use = (model: string): Promise<void> =>
    change.use({
      model,
      recipe: 'new',
      needsRecipe: true,
      from: byStation,
      onTaken: async ({ model: was }) => {
        told.push(`taken after ${was}`);
        return async () => void told.push('taken back');
      },
      onFailed: ({ code }) => void told.push(`failed: ${code}`),
    });
  return { change, told, state, endPart, use };
}

const taken = ['taken after before', 'saved next with new', 'uses next'];

describe('another model', () => {
  it('takes over when a part ends and none is in progress', async () => {
    const { change, told, state, endPart, use } = stationWith();
    await use('next');
    expect(change.pending).toBe('next');
    state.hasOpenPart = false;
    await endPart();
    expect(told).toEqual(taken);
    expect(change.pending).toBeNull();
  });

  it('gives up the next part after three that ended while it had begun', async () => {
    const { told, endPart, use } = stationWith();
    await use('next');
    await endPart();
    await endPart();
    expect(told).toEqual([]);
    await endPart();
    expect(told).toEqual(taken);
  });

  it('that waits is given up for another one', async () => {
    const { change, told, use } = stationWith();
    await use('first');
    await use('next');
    expect(told).toEqual(['closed first']);
    expect(change.pending).toBe('next');
  });

  it('whose recipe is gone when the part has ended is told, and changes nothing', async () => {
    const { change, told, state, endPart, use } = stationWith();
    await use('next');
    Object.assign(state, { hasOpenPart: false, recipeIsGone: true });
    await endPart();
    expect(told).toEqual(['closed next', 'failed: recipe_not_found']);
    expect(change.pending).toBeNull();
  });

  it('that the settings cannot name is taken back', async () => {
    const { told, state, endPart, use } = stationWith('settings');
    await use('next');
    state.hasOpenPart = false;
    await endPart();
    expect(told).toEqual(['taken after before', 'closed next', 'taken back', 'failed: record_unwritable']);
  });

  it('that cannot be used at once is the error of whoever asks', async () => {
    const { told, state, use } = stationWith('settings');
    state.hasOpenPart = false;
    await expect(use('next')).rejects.toMatchObject({ code: 'record_unwritable' });
    expect(told).toEqual(['taken after before', 'closed next', 'taken back']);
  });
});
