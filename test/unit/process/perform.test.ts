// The command table and its handlers: one of each, inputs checked, unknown commands refused.
import { describe, expect, it } from 'vitest';
import { commands, type EngineRequest, isScreenCommand } from '../../../src-inference/contract/index.ts';
import type { EngineContext } from '../../../src-inference/process/engine-context.ts';
import type { HandlersOf } from '../../../src-inference/process/handlers/handlers-of.ts';
import { createHandlers } from '../../../src-inference/process/handlers/index.ts';
import { OpenedStation } from '../../../src-inference/process/opened-station.ts';
import { perform } from '../../../src-inference/process/perform.ts';
import { createNumbering } from '../../../src-inference/station/index.ts';

const now = (): Date => new Date();
const context: EngineContext = { now, numbering: createNumbering(now), port: async () => undefined };
const handlers = createHandlers(new OpenedStation(context), context, new AbortController().signal);
const ask = (command: string, input: unknown): Promise<unknown> =>
  perform(handlers, { id: 1, command, input } as EngineRequest);

describe('the command table', () => {
  it('has exactly one handler for each command', () => {
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(commands).sort());
  });

  it('does not compile when a handler is missing or superfluous', () => {
    const table = { pauseSource: commands.pauseSource, resumeSource: commands.resumeSource };
    const nothing = async (): Promise<null> => null;
    const whole: HandlersOf<typeof table> = { pauseSource: nothing, resumeSource: nothing };
    // @ts-expect-error resumeSource is missing
    const missing: HandlersOf<typeof table> = { pauseSource: nothing };
    const more: HandlersOf<typeof table> = {
      pauseSource: nothing,
      resumeSource: nothing,
      // @ts-expect-error there is no such command
      stopSource: nothing,
    };
    expect([whole, missing, more]).toHaveLength(3);
  });

  it('does not give the commands of programs to screens', () => {
    const program = Object.entries(commands).filter(([, { role }]) => role === 'program');
    expect(program.map(([name]) => name)).toContain('openStation');
    for (const [name] of program) expect(isScreenCommand(name)).toBe(false);
    expect(isScreenCommand('startPart')).toBe(true);
    expect(isScreenCommand('toString')).toBe(false);
  });
});

describe('a request', () => {
  it.each([
    ['seekSource', { seconds: -1 }, 'request_invalid', 'seekSource.seconds'],
    ['snapshot', {}, 'request_invalid', 'snapshot'],
    ['openStation', { model: '/m' }, 'request_invalid', 'openStation.recipe'],
    ['run', { source: { kind: 'file' } }, 'request_invalid', 'run.model'],
    ['attachOutput', { kind: 'preview', width: 0 }, 'request_invalid', 'attachOutput.width'],
    ['timeClip', { model: '/m', precision: 'fp64' }, 'request_invalid', 'timeClip.precision'],
    ['nothing', null, 'usage', undefined],
    ['toString', null, 'usage', undefined],
  ])('%s with %j is refused', async (command, input, code, where) => {
    await expect(ask(command, input)).rejects.toMatchObject({ code, where });
  });

  it('that needs a station or a workplace fails when none is open', async () => {
    await expect(ask('pauseSource', null)).rejects.toMatchObject({ code: 'not_possible' });
    await expect(ask('snapshot', null)).rejects.toMatchObject({ code: 'not_possible' });
  });

  it('reaches its handler with trimmed texts', async () => {
    const seen: unknown[] = [];
    const startPart = async (input: unknown): Promise<null> => {
      seen.push(input);
      return null;
    };
    await perform({ ...handlers, startPart }, { id: 1, command: 'startPart', input: { code: ' 7 ' } });
    expect(seen).toEqual([{ code: '7' }]);
  });
});
