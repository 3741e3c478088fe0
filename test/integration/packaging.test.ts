// Builds the real package with a dummy of Electron's folder, because Electron's program cannot be downloaded everywhere.
// The tests look at the content of the package, and run what needs no Electron.
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, type Configuration, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageConfiguration from '../../electron-builder.config.ts';
import { version } from '../../package.json';
import { architectureOfElf, requireAddonOf } from '../../scripts/addon-architecture.ts';
import { makeColours } from '../media-files.ts';
import { runProgram } from '../run-program.ts';
import { writeStandInBinary } from '../unit/electron/stand-in-binary.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'stepwatch-package-'));
const packed = join(scratch, 'out/linux-unpacked');
const archive = join(packed, 'resources/app.asar');
const plain = join(packed, 'resources/app.asar.unpacked');
const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';

/** The MIME database of the package shared-mime-info, which desktops have installed. */
const hasMimeDatabase = existsSync('/usr/bin/update-mime-database');

/** The arguments for fpm and the desktop entry of the deb. */
let debArguments: readonly string[];
let desktopEntry: string;

beforeAll(async () => {
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget(['dir', 'deb'], Arch[architecture]),
    config: {
      ...(packageConfiguration as Configuration),
      electronDist: standInDistribution(),
      directories: { ...packageConfiguration.directories, output: join(scratch, 'out') },
    },
    // The next step would download fpm, so the build stops here.
    effectiveOptionComputed: async ([given, entry]: [string[], string]) => {
      debArguments = given;
      desktopEntry = readFileSync(entry, 'utf8');
      return true;
    },
  });
  // It takes half a minute on an idle machine.
}, 480_000);

afterAll(() => rmSync(scratch, { recursive: true }));

/** The files that electron-builder expects, with the block of fuses of an Electron binary in its original state. */
function standInDistribution(): string {
  const folder = join(scratch, 'electron');
  for (const name of ['locales', 'resources']) mkdirSync(join(folder, name), { recursive: true });
  writeStandInBinary(join(folder, 'electron'));
  writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'LICENSE'), '');
  writeFileSync(join(folder, 'locales/en-US.pak'), '');
  return folder;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function inArchive(path: string): 'packed' | 'beside' | 'missing' {
  if (!listPackage(archive, { isPack: false }).includes(`/${path}`)) return 'missing';
  return (statFile(archive, path) as { unpacked?: boolean }).unpacked ? 'beside' : 'packed';
}

describe('the archive', () => {
  it.each(['out/main/index.js', 'out/main/preload.cjs'])('holds what Electron loads: %s', (path) => {
    expect(inArchive(path)).toBe('packed');
    expect(existsSync(join(plain, path))).toBe(false);
  });

  it.each([
    'package.json',
    'out/main/engine.js',
    'out/main/session-worker.js',
    'out/main/serving-worker.js',
    'out/main/optimizer-worker.js',
    'out/main/archive-worker.js',
    'out/main/links-worker.js',
    'out/main/opcua-worker.js',
    'out/main/alignment-worker.js',
    'out/main/training.js',
    'out/main/cli.js',
    'out/renderer/index.html',
    'build/native/stepwatch-media.node',
    'build/native/stepwatch-enclosure.so',
    'node_modules/zod/package.json',
    'node_modules/onnxruntime-node/package.json',
    `node_modules/@libsql/linux-${process.arch}-gnu/index.node`,
  ])('has beside it, as plain files, what others run: %s', (path) => {
    expect(inArchive(path)).toBe('beside');
    expect(statSync(join(plain, path)).size).toBeGreaterThan(0);
  });

  it('names the program that Electron starts', () => {
    const main = JSON.parse(readFileSync(join(plain, 'package.json'), 'utf8')).main;
    expect(main).toBe('out/main/index.js');
    expect(extractFile(archive, main).toString()).toContain('"electron"');
  });

  it('holds no source, no test, and no package that is only for building', () => {
    const names = listPackage(archive, { isPack: false });
    expect(names.filter((name) => /^\/(src-|test|scripts|models|resources|docs|dist)/.test(name))).toEqual(
      [],
    );
    const modules = new Set(
      names.flatMap((name) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []),
    );
    for (const name of ['electron', 'vite', 'typescript', 'react', 'adm-zip', 'global-agent']) {
      expect([name, modules.has(name)]).toEqual([name, false]);
    }
    expect(names.filter((name) => /\.(ts|mts|cts|map)$/.test(name))).toEqual([]);
  });

  it('has ONNX Runtime for this system and no other', () => {
    const binaries = filesBelow(join(plain, 'node_modules/onnxruntime-node/bin'));
    expect(binaries.sort()).toEqual([
      `napi-v6/linux/${architecture}/libonnxruntime.so.1`,
      `napi-v6/linux/${architecture}/onnxruntime_binding.node`,
    ]);
  });
});

describe('beside the program', () => {
  it.each([
    'models/demo/model.yaml',
    'models/training/train.py',
    'resources/demo/good.mp4',
    'resources/recipes/coupling.yaml',
    'resources/icons/256x256.png',
    'resources/linux/stepwatch-kiosk.desktop',
    'docs/desktop.md',
    'LICENSE.electron.txt',
  ])('lies %s', (path) => {
    expect(statSync(join(packed, path)).isFile()).toBe(true);
  });

  it('are the weights that the model card names', () => {
    const card = readFileSync(join(packed, 'models/demo/model.yaml'), 'utf8');
    const weights = [...card.matchAll(/\S+\.onnx\b/g)].map(([name]) => name);
    expect(weights.length).toBeGreaterThan(0);
    for (const name of weights) expect(existsSync(join(packed, 'models/demo', name))).toBe(true);
  });

  it('is the program under its own name, with its fuses set', async () => {
    expect(existsSync(join(packed, 'electron'))).toBe(false);
    const wire = await getCurrentFuseWire(join(packed, 'stepwatch-desktop'));
    expect(wire.version).toBe(FuseVersion.V1);
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  });
});

describe('the packed command line and engine', () => {
  it('judge a video with the bundled model and recipe, found without options', async () => {
    const video = makeColours(join(scratch, 'short.mp4'), [['black', 60]]);
    const recipe = join(packed, 'resources/recipes/coupling.yaml');
    const words = [join(plain, 'out/main/cli.js'), 'check', video, '--recipe', recipe, '--no-log', '--json'];
    const { status, stdout } = runProgram(process.execPath, words);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'fail',
      missing: { length: 22 },
      video: { frames: 60 },
    });
  });
});

describe('the deb', () => {
  const option = (name: string) =>
    debArguments.flatMap((argument, index) => (argument === name ? [debArguments[index + 1]!] : []));

  it('depends on every GStreamer package that the setup installs', () => {
    const { depends } = packageConfiguration.deb;
    const setup = readFileSync(join(root, 'scripts/setup.sh'), 'utf8');
    expect(setup).toContain('<scripts/media-packages.txt');
    const list = readFileSync(join(root, 'scripts/media-packages.txt'), 'utf8').trim().split('\n');
    expect(list).toContain('gstreamer1.0-libav');
    expect(depends).toEqual(expect.arrayContaining(list));
    expect(depends.filter((name) => /-dev$|^(g\+\+|pkg-config)$/.test(name))).toEqual([]);
  });

  it('installs its files where the system looks for them', () => {
    const placed = debArguments.filter((argument) => argument.startsWith('resources/'));
    expect(placed.map((argument) => argument.split('=')[1])).toEqual([
      '/usr/bin/stepwatch',
      '/usr/share/mime/packages/stepwatch-recipe.xml',
      '/usr/lib/systemd/user/stepwatch-kiosk.service',
      '/usr/lib/systemd/user/stepwatch-serve.service',
      '/usr/share/icons/hicolor/scalable/apps/stepwatch-desktop.svg',
    ]);
    for (const argument of placed) expect(existsSync(join(root, argument.split('=')[0]!))).toBe(true);
  });

  it('has the icon in every size', () => {
    const sizes = debArguments.flatMap(
      (argument) => /hicolor\/(\d+)x\1\/apps\/stepwatch-desktop\.png$/.exec(argument)?.[1] ?? [],
    );
    expect(sizes.map(Number).sort((a, b) => a - b)).toEqual([16, 24, 32, 48, 64, 96, 128, 256, 512, 1024]);
  });

  it('names its publisher', () => {
    expect(option('--name')).toEqual(['stepwatch-desktop']);
    expect(option('--license')).toEqual(['Apache-2.0']);
    const name = `stepwatch-desktop_${version}_${architecture === 'x64' ? 'amd64' : 'arm64'}.deb`;
    expect(option('--package')).toEqual([join(scratch, 'out', name)]);
  });

  it('has a desktop entry that opens recipes', () => {
    const entry = Object.fromEntries(
      desktopEntry
        .split('\n')
        .flatMap((line) => (line.includes('=') ? [line.split(/=(.*)/).slice(0, 2)] : [])),
    );
    expect(entry).toMatchObject({
      Name: 'Stepwatch',
      Exec: '/opt/Stepwatch/stepwatch-desktop %U',
      Icon: 'stepwatch-desktop',
      StartupWMClass: 'stepwatch-desktop',
      MimeType: 'application/x-stepwatch-recipe;',
    });
  });
});

describe('the files for the system', () => {
  const file = (name: string) => readFileSync(join(root, 'resources/linux', name), 'utf8');

  it('name programs that the package contains', () => {
    const programs = [
      ...`${file('stepwatch-kiosk.service')}\n${file('stepwatch-serve.service')}`.matchAll(
        /^ExecStart=(\S+)/gm,
      ),
      ...file('stepwatch-kiosk.desktop').matchAll(/^Exec=(\S+)/gm),
    ].map(([, program]) => program!);
    expect(programs).toEqual([
      '/opt/Stepwatch/stepwatch-desktop',
      '/usr/bin/stepwatch',
      '/opt/Stepwatch/stepwatch-desktop',
    ]);
    for (const program of programs.filter((path) => path.startsWith('/opt/Stepwatch/'))) {
      expect(existsSync(join(packed, program.slice('/opt/Stepwatch/'.length)))).toBe(true);
    }
    const commandLine = /^program=\/opt\/Stepwatch\/(.*)$/m.exec(file('stepwatch'))![1]!;
    expect(existsSync(join(packed, commandLine))).toBe(true);
  });

  it.skipIf(!hasMimeDatabase)('make the system recognise recipes', async () => {
    const mime = join(scratch, 'mime');
    mkdirSync(join(mime, 'packages'), { recursive: true });
    symlinkSync(
      join(root, 'resources/linux/stepwatch-recipe.xml'),
      join(mime, 'packages/stepwatch-recipe.xml'),
    );
    await run('update-mime-database', [mime]);
    const known = readFileSync(join(mime, 'globs2'), 'utf8');
    expect(known).toContain('application/x-stepwatch-recipe:*.stepwatch.yaml');
  });
});

describe('a package for another architecture than the machine', () => {
  it('is refused, because it would contain the wrong addon', async () => {
    const other = architecture === 'x64' ? Arch.arm64 : Arch.x64;
    const context = { appOutDir: packed, arch: other } as Parameters<typeof requireAddonOf>[0];
    await expect(requireAddonOf(context)).rejects.toThrow(
      `run "npm run package" on a machine with ${Arch[other]}`,
    );
  });

  it.each([
    [[0x7f, 0x45, 0x4c, 0x46, ...Array(14).fill(0), 0x3e, 0], 'x64'],
    [[0x7f, 0x45, 0x4c, 0x46, ...Array(14).fill(0), 0xb7, 0], 'arm64'],
    [[0x7f, 0x45, 0x4c, 0x46, ...Array(14).fill(0), 0x28, 0], null],
    [[0x4d, 0x5a], null],
  ])('is told by the header of the addon', (bytes, name) => {
    expect(architectureOfElf(new Uint8Array(bytes))).toBe(name);
  });
});
