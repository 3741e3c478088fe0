// The whole folder of a station, with files that are damaged, gone, or something else than files. An engine that is closed in opens it:
// it must say what is wrong, or show the station. An input says what is changed; all else is as it was.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allParts, StationError, type WorkplaceOptions } from '../../../src-inference/contract/index.ts';
import type { Random } from '../../../src-inference/evaluation/random.ts';
import { connectEngine, type EngineClient } from '../../../src-main/supervisor/engine-client.ts';
import { forkedEngine } from '../../../src-main/supervisor/index.ts';
import { stationFolders } from '../../../src-main/supervisor/sandbox/named-folders.ts';
import { makeJournals } from '../../journal-maker.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import { mutateJson, mutateYaml } from '../mutate-text.ts';
import type { Target, Trial } from '../target.ts';

const builtEngine = pathToFileURL(resolve(import.meta.dirname, '../../../out/main/engine.js'));
const recipe = 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n';

/** Of one file or folder. `self`: a link to itself; `away`: one to a file outside of the station. */
interface FolderChange {
  readonly path: string;
  readonly becomes: 'bytes' | 'folder' | 'pipe' | 'self' | 'away' | 'gone' | 'empty';
  /** In base64, for `bytes`. */
  readonly bytes?: string;
}

const otherKinds = ['folder', 'pipe', 'self', 'away', 'gone', 'empty'] as const;
/** Of a station that has done more; nothing is there. */
const furtherPaths = [
  'evidence',
  'exports',
  'pictures',
  'rollouts',
  'retention',
  'dry-runs',
  'recordings',
  'links/outbox.sqlite',
];

/** The station that all inputs change. */
let original = '';

export const target: Target = {
  runsIn: 'processes',
  async seeds(folder) {
    original = join(folder, 'original');
    await makeStation(folder);
    const changes = [...pathsOf(original), ...furtherPaths].flatMap((path): readonly FolderChange[] => [
      { path, becomes: 'pipe' },
      { path, becomes: 'gone' },
    ]);
    return [[], ...changes.map((change) => [change])].map((input) => Buffer.from(JSON.stringify(input)));
  },
  mutate(_, random) {
    const changes = Array.from({ length: 1 + random.below(3) }, () => anyChange(random));
    return Buffer.from(JSON.stringify(changes));
  },
  async open(folder): Promise<Trial> {
    const directory = join(folder, 'changed');
    let engine: EngineClient | null = null;
    return {
      async run(input) {
        rmSync(directory, { recursive: true, force: true });
        cpSync(original, directory, { recursive: true });
        for (const change of JSON.parse(Buffer.from(input).toString())) apply(directory, change, folder);
        const events: unknown[] = [];
        engine = startEngine(optionsFor(folder, directory), (event) => events.push(event));
        try {
          await openAndAsk(engine, optionsFor(folder, directory));
        } finally {
          await engine.terminate();
        }
        const told = JSON.stringify(events);
        if (told.includes('"code":"internal"')) throw new Error(`a defect is told: ${told.slice(0, 3000)}`);
      },
      processes: () => (engine?.pid === undefined ? [] : [engine.pid]),
      async restart() {
        engine?.kill();
        await engine?.exited;
      },
    };
  },
};

async function openAndAsk(engine: EngineClient, options: WorkplaceOptions): Promise<void> {
  await engine.request('openWorkplace', options);
  await engine.request('snapshot', null);
  await engine.request('readLog', { before: null, limit: 1000 });
  await engine.request('listRecipes', null);
  await engine.request('listParts', { ...allParts, before: null, limit: 50 });
}

/** A station that has worked for two days, with all that people have given it. */
async function makeStation(folder: string): Promise<void> {
  rmSync(original, { recursive: true, force: true });
  makeColourModel(join(folder, 'model'));
  writeFileSync(join(folder, 'rgb.yaml'), recipe);
  writeFileSync(join(folder, 'outside'), 'not of the station');
  makeJournals({
    directory: join(original, 'record'),
    seed: 1,
    days: 2,
    partsPerDay: 2,
    windows: 2,
    steps: 2,
  });
  const options = optionsFor(folder, original);
  const engine = startEngine(options, () => undefined);
  await engine.request('openWorkplace', options);
  await engine.request('savePerson', { name: 'Ana', badge: '17', pin: '1234' });
  await engine.request('useRecipe', { name: 'rgb' });
  await engine.request('openSource', {
    source: 'rtsp://localhost:9/live',
    login: { user: 'ana', password: 'b' },
  });
  await engine.request('listParts', { ...allParts, before: null, limit: 50 });
  await engine.terminate();
}

function optionsFor(folder: string, directory: string): WorkplaceOptions {
  const defaults = { model: join(folder, 'model'), recipes: [join(folder, 'rgb.yaml')], folders: [] };
  return { directory, defaults, source: null };
}

/** Whatever the folder says, it can reach nothing else of this machine. */
function startEngine(options: WorkplaceOptions, onEvent: (event: unknown) => void): EngineClient {
  return connectEngine(forkedEngine(builtEngine), {
    folders: stationFolders(options, []),
    onEvent,
    exitError: ({ status, stderrTail }) =>
      new StationError('engine_unavailable', `The engine ended (${status}). ${stderrTail}`),
  });
}

function pathsOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}

function anyChange(random: Random): FolderChange {
  const paths = [...pathsOf(original), ...furtherPaths];
  const path = paths[random.below(paths.length)]!;
  const place = join(original, path);
  const isFile = !furtherPaths.includes(path) && statSync(place).isFile();
  if (!isFile || random.below(4) === 0)
    return { path, becomes: otherKinds[random.below(otherKinds.length)]! };
  const content = readFileSync(place);
  const mutate = path.endsWith('.json') ? mutateJson : path.endsWith('.yaml') ? mutateYaml : mutateBytes;
  return { path, becomes: 'bytes', bytes: Buffer.from(mutate(content, random, content)).toString('base64') };
}

function apply(directory: string, { path, becomes, bytes = '' }: FolderChange, folder: string): void {
  const place = join(directory, path);
  try {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(dirname(place), { recursive: true });
  } catch {
    // An earlier change has put something else in the place of a folder above it.
    return;
  }
  if (becomes === 'bytes') writeFileSync(place, Buffer.from(bytes, 'base64'));
  else if (becomes === 'folder') mkdirSync(place);
  else if (becomes === 'pipe') execFileSync('mkfifo', [place]);
  else if (becomes === 'self') symlinkSync(place, place);
  else if (becomes === 'away') symlinkSync(join(folder, 'outside'), place);
  else if (becomes === 'empty') writeFileSync(place, '');
}
