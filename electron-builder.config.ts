// How the desktop station is packed: a deb and an AppImage, each for the architecture of the machine that builds it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { requireAddonOf } from './scripts/addon-architecture.ts';

/** Of Electron itself; the addon links the last two. */
const systemLibraries = [
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0',
  'libuuid1',
  'libsecret-1-0',
  'libgbm1',
  'libasound2',
  'xdg-utils',
  'libgstreamer1.0-0',
  'libgstreamer-plugins-base1.0-0',
];

const mediaPackages = readFileSync(join(import.meta.dirname, 'scripts/media-packages.txt'), 'utf8')
  .trim()
  .split('\n');

const linuxFiles = 'resources/linux';

export default {
  appId: 'org.stepwatch.station',
  productName: 'Stepwatch',
  directories: { output: 'dist', buildResources: 'resources' },
  // Electron is told by its package; nothing is compiled for it, the addons speak Node-API.
  npmRebuild: false,
  publish: null,
  files: [
    'package.json',
    'out/**',
    'build/native/*.node',
    'build/native/stepwatch-enclosure.so',
    '!**/*.map',
    '!**/*.{ts,cts,mts}',
    // The package brings every platform: 290 MB.
    '!node_modules/onnxruntime-node/bin/napi-v6/{darwin,win32}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in
    '!node_modules/onnxruntime-node/bin/napi-v6/linux/!(${arch})',
    // Of another C library than Electron's.
    '!node_modules/@libsql/*-musl',
    // What only its installation needs.
    '!node_modules/onnxruntime-node/script',
    '!node_modules/{adm-zip,global-agent}/**',
  ],
  // The engine and the command line lie there as plain files: worker threads, native parts and any Node can read them.
  // The archive keeps what only Electron loads.
  asarUnpack: [
    'package.json',
    'out/main/!(index.js|preload.cjs)',
    'out/main/chunks/**',
    'out/renderer/**',
    'build/native/**',
    'node_modules/**',
  ],
  // Beside the program as in a checkout: the code looks for them in the same places.
  extraFiles: [
    { from: 'models/demo', to: 'models/demo' },
    { from: 'models/training', to: 'models/training', filter: ['*.py'] },
    { from: 'resources/demo', to: 'resources/demo', filter: ['*.mp4'] },
    { from: 'resources/recipes', to: 'resources/recipes' },
    { from: 'resources/icons', to: 'resources/icons', filter: ['256x256.png'] },
    { from: linuxFiles, to: linuxFiles },
    { from: 'docs', to: 'docs', filter: ['*.md'] },
  ],
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    onlyLoadAppFromAsar: true,
  },
  afterPack: requireAddonOf,
  linux: {
    // `stepwatch` is the command line.
    executableName: 'stepwatch-desktop',
    syncDesktopName: true,
    target: ['deb', 'AppImage'],
    category: 'Utility',
    icon: 'icons',
    mimeTypes: ['application/x-stepwatch-recipe'],
    desktop: {
      entry: {
        'Name[es]': 'Stepwatch',
        'Comment[es]': 'Puesto de montaje que vigila cada paso y avisa mientras la pieza está en la mesa',
        Keywords: 'assembly;inspection;video;recipe;',
      },
    },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in
    artifactName: 'stepwatch-desktop_${version}_${arch}.${ext}',
  },
  deb: {
    packageName: 'stepwatch-desktop',
    // Whoever publishes the package puts an address of their own here and in package.json (homepage).
    maintainer: 'Stepwatch <station@stepwatch.example>',
    depends: [...systemLibraries, ...mediaPackages],
    // For the command line and a station without a window.
    recommends: ['nodejs (>= 20.19)'],
    fpm: [
      `${linuxFiles}/stepwatch=/usr/bin/stepwatch`,
      `${linuxFiles}/stepwatch-recipe.xml=/usr/share/mime/packages/stepwatch-recipe.xml`,
      `${linuxFiles}/stepwatch-kiosk.service=/usr/lib/systemd/user/stepwatch-kiosk.service`,
      `${linuxFiles}/stepwatch-serve.service=/usr/lib/systemd/user/stepwatch-serve.service`,
      'resources/icons/stepwatch.svg=/usr/share/icons/hicolor/scalable/apps/stepwatch-desktop.svg',
    ],
  },
} satisfies Configuration;
