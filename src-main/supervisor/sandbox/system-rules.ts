// What an engine needs of the system, whatever it works with: libraries, GStreamer's plugins, devices, the few programs that it starts.
// The reasons are in docs/decisions/0005-sandbox.md.
import { readdirSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path';
import type { SandboxRule } from '../../../src-inference/contract/index.ts';

export interface SystemFacts {
  /** Environment of the engine. */
  readonly environment: NodeJS.ProcessEnv;
  /** The program that runs the engine, such as /usr/bin/node. */
  readonly executable: string;
  /** Folder of `package.json` and of all that was installed with it. */
  readonly programFolder: string;
  readonly home: string;
  readonly isRoot: boolean;
}

const libraries = [
  '/usr',
  '/lib',
  '/lib32',
  '/lib64',
  '/bin',
  '/sbin',
  '/opt',
  '/nix/store',
  '/run/opengl-driver',
];

/** Not all of /etc: keys, the password of the station and, for the root user, those of all users lie there as well. */
const settings = [
  ...[
    'ld.so.cache',
    'ld.so.conf',
    'ld.so.conf.d',
    'ld.so.preload',
    'alternatives',
    'os-release',
    'lsb-release',
  ],
  ...[
    'hosts',
    'host.conf',
    'resolv.conf',
    'nsswitch.conf',
    'gai.conf',
    'services',
    'protocols',
    'passwd',
    'group',
  ],
  ...[
    'localtime',
    'timezone',
    'locale.alias',
    'locale.conf',
    'fonts',
    'ssl/openssl.cnf',
    'ssl/certs',
    'pki/tls/certs',
  ],
  ...[
    'ca-certificates',
    'pulse',
    'alsa',
    'asound.conf',
    'pipewire',
    'OpenCL',
    'vulkan',
    'glvnd',
    'egl',
    'X11',
  ],
  ...[
    'drirc',
    'libva.conf',
    'nv_tegra_release',
    'nvidia',
    'nvidia-container-runtime',
    'python3',
    'mime.types',
    'apt',
  ],
].map((name) => `/etc/${name}`);

/** Names of servers, where another program keeps them; the time zone. */
const runtime = ['/run/systemd/resolve', '/run/resolvconf', '/run/NetworkManager', '/run/nscd', '/run/udev'];

/** Packages that are installed: asked for PyTorch. */
const packageLists = ['/var/lib/dpkg', '/var/lib/apt', '/var/cache/apt', '/var/cache/fontconfig'];

/** For the root user, to whom no file is forbidden; others get /dev, and the rights of the devices decide. */
const devices =
  /^(null|zero|full|random|urandom|video\d+|media\d+|v4l.*|dri|snd|dma_heap|kfd|nvidia.*|nvhost.*|nvmap|nvgpu|nvsciipc|tegra.*|host1x.*)$/;

/** What the shell of a person has in its environment and the engine reads. */
const pathVariables =
  /^(LD_LIBRARY_PATH|LD_PRELOAD|GST_PLUGIN.*|GST_REGISTRY.*|GI_TYPELIB_PATH|GIO_.*|LIBVA_DRIVERS_PATH|STEPWATCH_TENSORRT_ADDON|XAUTHORITY|PULSE_COOKIE|.*_PATH)$/;

/** Started by name: in the folders of PATH. */
const tools = ['tegrastats', 'nvidia-smi', 'nvpmodel', 'apt-get', 'dpkg'];
/** Started by path. */
const programs = ['/usr/bin/python3'];
/** The program that loads the libraries of a program is opened as one. */
const loaders = /^ld-linux.*\.so\.\d+$|^ld-\d.*\.so$/;
const loaderFolders = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'];

/** Rules for paths; those that are not there need none, and get none. */
export function systemRules(facts: SystemFacts): readonly SandboxRule[] {
  const { executable, programFolder, isRoot } = facts;
  return [
    ...rules('read', [...libraries, ...runtime, ...packageLists, programFolder, dirname(executable)]),
    ...rules('read', [...settings, '/sys']),
    ...rules(isRoot ? 'read' : 'use', ['/proc']),
    ...rules('use', ['/proc/self']),
    ...rules('use', isRoot ? devicesThere() : ['/dev']),
    ...rules('write', ['/dev/shm']),
    ...personal(facts),
    ...rules('run', [executable, ...programs, ...toolsIn(facts.environment.PATH ?? '')]),
    ...rules('run', [...loadersThere(), ...scanners(facts.environment)]),
  ];
}

/**
 * Files that are made anew while an engine runs: lists of names when the network changes, devices that are plugged in again. A rule
 * holds for a file as it was, so each is named with its number.
 */
export function replaceableFiles(isRoot: boolean): ReadonlySet<string> {
  const paths = ['/etc/resolv.conf', '/etc/hosts', ...(isRoot ? devicesThere() : [])];
  return new Set(
    paths.flatMap((path) => {
      const file = statSync(path, { throwIfNoEntry: false });
      return file === undefined || file.isDirectory() ? [] : [`${path} ${file.ino}`];
    }),
  );
}

/** Folder of what the engine computes once for all stations of a user. */
export function cacheFolder({ environment, home }: Pick<SystemFacts, 'environment' | 'home'>): string {
  return join(environment.XDG_CACHE_HOME || join(home, '.cache'), 'stepwatch');
}

function personal(facts: SystemFacts): readonly SandboxRule[] {
  const { environment, home } = facts;
  const sockets = environment.XDG_RUNTIME_DIR;
  const named = Object.entries(environment)
    .filter(([name]) => pathVariables.test(name))
    .flatMap(([, value]) => (value ?? '').split(/[: ]/))
    .filter(isAbsolute);
  return [
    ...rules('read', [
      ...named,
      ...named.filter((path) => /\.(node|so)\b/.test(basename(path))).map((path) => dirname(path)),
    ]),
    ...rules(
      'read',
      ['.local/share/gstreamer-1.0', '.local/lib', '.fonts', '.local/share/fonts'].map((path) =>
        join(home, path),
      ),
    ),
    ...rules(
      'read',
      ['.config/pulse', '.config/fontconfig', '.asoundrc'].map((path) => join(home, path)),
    ),
    ...rules('write', [cacheFolder(facts), join(home, '.cache/fontconfig'), join(home, '.nv')]),
    ...(sockets === undefined
      ? []
      : rules(
          'use',
          ['pulse', 'pipewire-0', environment.WAYLAND_DISPLAY ?? 'wayland-0'].map((name) =>
            join(sockets, name),
          ),
        )),
    ...rules('use', ['/tmp/.X11-unix']),
  ];
}

function rules(access: SandboxRule['access'], paths: readonly string[]): readonly SandboxRule[] {
  return paths.map((path) => ({ access, path }));
}

function devicesThere(): readonly string[] {
  return namesIn('/dev')
    .filter((name) => devices.test(name))
    .map((name) => join('/dev', name));
}

function toolsIn(path: string): readonly string[] {
  return path
    .split(delimiter)
    .filter(isAbsolute)
    .flatMap((folder) => tools.map((tool) => join(folder, tool)));
}

function loadersThere(): readonly string[] {
  const multiarch = namesIn('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
  return [...loaderFolders, ...multiarch.map((name) => join('/usr/lib', name))].flatMap((folder) =>
    namesIn(folder)
      .filter((name) => loaders.test(name))
      .map((name) => join(folder, name)),
  );
}

/** GStreamer looks into plugins in a process of its own. */
function scanners(environment: NodeJS.ProcessEnv): readonly string[] {
  const folders = [
    ...namesIn('/usr/lib').map((name) => join('/usr/lib', name, 'gstreamer1.0/gstreamer-1.0')),
    '/usr/libexec/gstreamer-1.0',
    '/usr/lib/gstreamer-1.0',
  ];
  const named = [environment.GST_PLUGIN_SCANNER_1_0, environment.GST_PLUGIN_SCANNER].filter(
    (path) => path !== undefined,
  );
  return [...named, ...folders.map((folder) => join(folder, 'gst-plugin-scanner'))];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
