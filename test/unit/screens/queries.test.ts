// @vitest-environment happy-dom
// Answers that screens ask for: cached, made new by events, and never mixed up.
import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineEvent, PartSummary } from '../../../src-inference/contract/index.ts';
import {
  type Command,
  type InfiniteParts,
  StationProvider,
  useCommand,
  useInfiniteParts,
  useStationQuery,
} from '../../../src-renderer/hooks/index.ts';
import { createPreferences, createStation, type Station } from '../../../src-renderer/station/index.ts';
import { at, atWork } from '../../screens/parts.ts';
import { parts } from '../../screens/room-answers.ts';
import { createFakeShell, type FakeShell, welcome } from './fake-shell.ts';

let shell: FakeShell;
let station: Station;
let root: Root;
let sequence = atWork.sequence;

const summary = { steps: 1, changedAt: at(0), versions: 1, error: null };
const recipe = (name: string) => ({ ...summary, name, title: name });
/** Waits end with what is awaited; this only ends a test that would hang. */
const patience = { timeout: 60_000 };
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, patience);
const asked = (command: string) => shell.requests.filter((one) => one.command === command);
const answer = (place: number, command: string, output: unknown) =>
  shell.say({ kind: 'answer', id: asked(command).at(place)!.id, output });

beforeEach(async () => {
  shell = createFakeShell();
  station = createStation(shell.transport);
  root = createRoot(document.createElement('div'));
  await shell.say(welcome);
  await shell.answer('snapshot', atWork);
  await shell.answer('readLog', { entries: [], more: false });
  sequence = atWork.sequence;
});
afterEach(() => {
  root.unmount();
  station.close();
});

async function happens(event: EngineEvent): Promise<void> {
  sequence += 1;
  await shell.say({ kind: 'event', event: { sequence, at: at(9000 + sequence), event } });
}

/** Renders a component that calls the hook. @returns What the hook returned last. */
function run<Result>(hook: () => Result): () => Result {
  let latest: Result | undefined;
  function Caller() {
    latest = hook();
    return null;
  }
  const preferences = createPreferences('en');
  const content = { station, preferences, children: createElement(Caller) };
  root.render(createElement(StationProvider, content));
  return () => latest!;
}

describe('an answer', () => {
  it('is asked for once by all who show it, and again when an event makes it old', async () => {
    const result = run(() => [useStationQuery('listRecipes', null), useStationQuery('listRecipes', null)]);
    await eventually(() => expect(asked('listRecipes')).toHaveLength(1));
    await answer(0, 'listRecipes', [recipe('a')]);
    await eventually(() => expect(result().map(({ data }) => data?.[0]?.name)).toEqual(['a', 'a']));
    await happens({ type: 'recipeState', recipe: { state: 'none' }, next: null });
    await eventually(() => expect(asked('listRecipes')).toHaveLength(2));
    expect(result()[0]!.data?.[0]?.name).toBe('a');
    await answer(1, 'listRecipes', [recipe('b')]);
    await eventually(() => expect(result()[0]!.data?.[0]?.name).toBe('b'));
  });

  it('that comes late, after it was asked for again, is not shown', async () => {
    const shown = run(() => useStationQuery('listRecipes', null).data?.[0]?.name);
    await eventually(() => expect(asked('listRecipes')).toHaveLength(1));
    await answer(0, 'listRecipes', [recipe('first')]);
    await eventually(() => expect(shown()).toBe('first'));
    await happens({ type: 'recipeState', recipe: { state: 'none' }, next: null });
    await eventually(() => expect(asked('listRecipes')).toHaveLength(2));
    await happens({ type: 'recipeState', recipe: atWork.recipe, next: null });
    await eventually(() => expect(asked('listRecipes')).toHaveLength(3));
    await answer(2, 'listRecipes', [recipe('newest')]);
    await eventually(() => expect(shown()).toBe('newest'));
    await answer(1, 'listRecipes', [recipe('late')]);
    expect(shown()).toBe('newest');
  });

  it('to another input is not taken for the one that is shown', async () => {
    let name = 'a';
    const hook = () => useStationQuery('readStoredRecipe', { name, savedAt: null });
    run(hook);
    await eventually(() => expect(asked('readStoredRecipe')).toHaveLength(1));
    name = 'b';
    const result = run(hook);
    await eventually(() => expect(asked('readStoredRecipe')).toHaveLength(2));
    await answer(1, 'readStoredRecipe', { name: 'b', text: '', versions: [] });
    await answer(0, 'readStoredRecipe', { name: 'a', text: '', versions: [] });
    await eventually(() => expect(result().data?.name).toBe('b'));
  });

  it('that is an error is told as the station says it, and not asked for again', async () => {
    const result = run(() => useStationQuery('listCameras', null));
    await eventually(() => expect(asked('listCameras')).toHaveLength(1));
    const error = { code: 'media_unavailable', message: 'GStreamer is missing.' } as const;
    await shell.say({ kind: 'failure', id: asked('listCameras')[0]!.id, error });
    await eventually(() => expect(result().error).toMatchObject(error));
    expect(asked('listCameras')).toHaveLength(1);
  });

  it('is asked for again when the station is back', async () => {
    const result = run(() => useStationQuery('listRecipes', null));
    await eventually(() => expect(asked('listRecipes')).toHaveLength(1));
    await shell.say({ kind: 'engine', engine: { state: 'starting' } });
    await shell.say({ kind: 'engine', engine: { state: 'running' } });
    await shell.answer('snapshot', { ...atWork, engine: 'another' });
    await eventually(() => expect(asked('listRecipes')).toHaveLength(2));
    await answer(1, 'listRecipes', [recipe('a')]);
    await eventually(() => expect(result().data).toHaveLength(1));
  });
});

describe('a command', () => {
  it('makes old what it changes, and says why it failed', async () => {
    const result = run((): [Command<'deleteRecipe'>, unknown] => [
      useCommand('deleteRecipe'),
      useStationQuery('listRecipes', null),
    ]);
    await eventually(() => expect(asked('listRecipes')).toHaveLength(1));
    await answer(0, 'listRecipes', []);
    const sent = result()[0].send({ name: 'a' });
    await eventually(() => expect(result()[0].busy).toBe(true));
    const error = { code: 'not_possible', message: 'It is in use.' } as const;
    await shell.say({ kind: 'failure', id: asked('deleteRecipe')[0]!.id, error });
    expect(await sent).toBeUndefined();
    await eventually(() => expect(result()[0]).toMatchObject({ busy: false, error }));
    await eventually(() => expect(asked('listRecipes')).toHaveLength(2));
  });
});

describe('the parts of the history', () => {
  const conditions = { fromDay: null, toDay: null, verdict: null, recipe: null, step: null, serial: null };
  const page = (from: number, to: number) => ({ parts: parts.slice(from, to), more: to < 6 });
  const ids = (list: readonly PartSummary[] | undefined) => list?.map(({ id }) => id);

  it('come page by page, and all pages that are shown are new after a part has ended', async () => {
    const result = run((): InfiniteParts => useInfiniteParts(conditions, 2));
    await eventually(() => expect(asked('listParts')).toHaveLength(1));
    await answer(0, 'listParts', page(2, 4));
    await eventually(() => expect(result().hasNextPage).toBe(true));
    void result().fetchNextPage();
    await eventually(() => expect(asked('listParts')).toHaveLength(2));
    expect(asked('listParts')[1]!.input).toMatchObject({ before: parts[3]!.id, limit: 2 });
    await answer(1, 'listParts', page(4, 6));
    await eventually(() => expect(ids(result().data)).toEqual(ids(parts.slice(2, 6))));
    expect(result().hasNextPage).toBe(false);

    const ended = { part: 130, atSeconds: 1, verdict: 'pass', cycleSeconds: 1, steps: [] } as const;
    await happens({ type: 'partEnded', ...ended });
    await eventually(() => expect(asked('listParts')).toHaveLength(3));
    await answer(2, 'listParts', page(1, 3));
    await eventually(() => expect(asked('listParts')).toHaveLength(4));
    await answer(3, 'listParts', page(3, 5));
    await eventually(() => expect(ids(result().data)).toEqual(ids(parts.slice(1, 5))));
  });
});
