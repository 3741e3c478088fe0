// One screen and its gateway, with a port and an engine in memory.
import { describe, expect, it } from 'vitest';
import { commands, type Role, type ShellMessage } from '../../../src-inference/contract/index.ts';
import { connectScreen, type ShellHandlers } from '../../../src-main/gateway/index.ts';
import { numbered, settle, superviseFakes } from '../supervisor/fake-engine.ts';

async function connect(role: Role, handlers: ShellHandlers = {}) {
  const station = superviseFakes();
  station.supervisor.start();
  station.last().answer('openWorkplace', null);
  await settle();
  const heard: ShellMessage[] = [];
  const port = { queued: 0, closed: null as string | null };
  let say: (message: unknown) => void = () => undefined;
  let leave: () => void = () => undefined;
  connectScreen(
    {
      send: (message) => heard.push(message),
      onMessage: (listener) => {
        say = listener;
      },
      onClose: (listener) => {
        leave = listener;
      },
      buffered: () => port.queued,
      close: (reason) => {
        port.closed = reason;
      },
    },
    {
      supervisor: station.supervisor,
      shell: { version: '1', role, kind: 'host', kiosk: 'browser' },
      handlers,
    },
  );
  return { ...station, heard, port, say: (message: unknown) => say(message), leave: () => leave() };
}

describe('the gateway of a screen', () => {
  it('welcomes it with its role and the state of the engine', async () => {
    const { heard } = await connect('viewer');
    expect(heard).toEqual([
      {
        kind: 'welcome',
        shell: { version: '1', role: 'viewer', kind: 'host', kiosk: 'browser' },
        engine: { state: 'running' },
      },
    ]);
  });

  it('passes requests on, and answers and failures back under their ids', async () => {
    const { heard, say, last } = await connect('operator');
    say({ id: 7, command: 'snapshot', input: null });
    say({ id: 8, command: 'startPart', input: null });
    last().fail('startPart', 'not_possible');
    last().answer('snapshot', { sequence: 3 });
    await settle();
    expect(heard.slice(1)).toEqual([
      { kind: 'failure', id: 8, error: { code: 'not_possible', message: 'No.' } },
      { kind: 'answer', id: 7, output: { sequence: 3 } },
    ]);
  });

  it('keeps the order of the engine: events do not overtake a snapshot', async () => {
    const { heard, say, last } = await connect('operator');
    say({ id: 1, command: 'snapshot', input: null });
    last().say(numbered(4, { type: 'shiftStarted' }));
    last().answer('snapshot', { sequence: 4 });
    last().say(numbered(5, { type: 'shiftStarted' }));
    expect(heard.map(({ kind }) => kind)).toEqual(['welcome', 'event', 'answer', 'event']);
  });

  it.each(
    Object.entries(commands).map(([name, { role }]) => [name, role] as const),
  )('%s is for %s', async (command, needed) => {
    const { heard, say, last } = await connect('viewer');
    const before = last().requests.length;
    say({ id: 1, command, input: null });
    await settle();
    const asked = last()
      .requests.slice(before)
      .some((request) => request.command === command);
    expect(asked).toBe(needed === 'viewer');
    if (needed === 'viewer') return;
    const code = needed === 'operator' ? 'not_allowed' : 'request_invalid';
    expect(heard.at(-1)).toMatchObject({ kind: 'failure', id: 1, error: { code } });
  });

  it.each(['restartEngine', 'choosePath'])('a viewer may not %s', async (command) => {
    const { heard, say } = await connect('viewer');
    say({ id: 1, command, input: null });
    await settle();
    expect(heard.at(-1)).toMatchObject({ error: { code: 'not_allowed' } });
  });

  it.each([
    'run',
    'openWorkplace',
    'attachOutput',
    'toString',
    '__proto__',
    '',
  ])('knows no command "%s" for screens', async (command) => {
    const { heard, say, last } = await connect('operator');
    say({ id: 1, command, input: null });
    await settle();
    expect(heard.at(-1)).toMatchObject({ error: { code: 'request_invalid' } });
    expect(last().requests).toHaveLength(1);
  });

  it('restarts the engine itself, and asks the shell for a path', async () => {
    const { heard, say, engines } = await connect('operator', {
      choosePath: async ({ what }) => `/my/${what}`,
    });
    say({ id: 1, command: 'choosePath', input: { what: 'video' } });
    say({ id: 2, command: 'restartEngine', input: null });
    await settle();
    engines[0]!.exit('exit code 0');
    await settle();
    expect(heard).toContainEqual({ kind: 'answer', id: 1, output: '/my/video' });
    expect(heard).toContainEqual({ kind: 'engine', engine: { state: 'starting' } });
    expect(heard).toContainEqual({ kind: 'answer', id: 2, output: null });
    expect(engines).toHaveLength(2);
  });

  it('says that there is no file dialog in a browser', async () => {
    const { heard, say } = await connect('operator');
    say({ id: 1, command: 'choosePath', input: { what: 'video' } });
    await settle();
    expect(heard.at(-1)).toMatchObject({ error: { code: 'not_possible' } });
  });

  it.each([
    null,
    'next',
    [],
    {},
    { id: -1, command: 'snapshot' },
    { id: 1 },
    { id: '1', command: 'snapshot' },
  ])('cuts off whoever sends %j', async (message) => {
    const { port, say } = await connect('operator');
    say(message);
    expect(port.closed).toBe('invalid');
  });

  it('disconnects a screen that does not read its events, and no other', async () => {
    const { heard, port, last } = await connect('operator');
    last().say(numbered(1, { type: 'shiftStarted' }));
    port.queued = 8_000_001;
    last().say(numbered(2, { type: 'shiftStarted' }));
    last().say(numbered(3, { type: 'shiftStarted' }));
    expect(port.closed).toBe('slow');
    expect(heard.filter(({ kind }) => kind === 'event')).toHaveLength(1);
  });

  it('answers 64 requests at a time', async () => {
    const { heard, say, last } = await connect('operator');
    for (let id = 1; id <= 65; id += 1) say({ id, command: 'snapshot', input: null });
    await settle();
    expect(heard.at(-1)).toMatchObject({ kind: 'failure', id: 65, error: { code: 'request_invalid' } });
    last().answer('snapshot', {});
    await settle();
    say({ id: 66, command: 'snapshot', input: null });
    expect(last().requests).toHaveLength(1 + 65);
  });

  it('sends nothing to a screen that disconnected', async () => {
    const { heard, leave, last, say } = await connect('operator');
    say({ id: 1, command: 'snapshot', input: null });
    leave();
    last().answer('snapshot', {});
    last().say(numbered(1, { type: 'shiftStarted' }));
    await settle();
    expect(heard).toHaveLength(1);
  });
});
