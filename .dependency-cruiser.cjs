// Who may import what (docs/architecture.md), checked by `npm run check`. Tests may import anything.
const { readdirSync, readFileSync } = require('node:fs');
const swc = require('@swc/core');
const { engineRooms, screenRooms, shellRooms } = require('./scripts/rooms.cjs');

// dependency-cruiser reads TypeScript with swc here, because it does not know TypeScript 7. It never tells swc that a file
// holds JSX, so this does.
const parse = swc.parseFileSync;
swc.parseFileSync = (file, options) => parse(file, { ...options, tsx: file.endsWith('.tsx') });

const contract = '^src-inference/contract/index\\.ts$';
const pages = '(live|recipes|history|figures|teach|setup|first-start)';
const seeTables = 'The tables of who may import whom are in scripts/rooms.cjs.';

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** One rule for each room of a table: it imports from itself, from the rooms that the table names, and from `also`. */
function rulesOfRooms(top, rooms, also = []) {
  return Object.entries(rooms).map(([room, allowed]) =>
    rule(
      `${top}/${room}`,
      `${room} may import ${allowed.join(', ') || 'no other room'}. ${seeTables} Move the code to the room that needs it, or hand the value over as a parameter.`,
      { path: `^${top}/${room}/` },
      {
        path: `^${top}/`,
        pathNot: [`^${top}/${room}/`, ...allowed.map((other) => `^${top}/${other}/`), ...also],
      },
    ),
  );
}

/** Files that say "Pure" in the comment at their top. */
function pureFiles() {
  return ['src-inference', 'src-main', 'src-renderer'].flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: 'utf8' })
      .map((name) => `${top}/${name}`)
      .filter(
        (path) => /\.tsx?$/.test(path) && /^(\/\/.*\n)*\/\/.*\bPure[.:]/.test(readFileSync(path, 'utf8')),
      ),
  );
}

function unknownRoom(top, rooms, looseFiles = []) {
  return rule(
    `${top}/unknown-room`,
    `A file lies in a room that is not in the table, or beside the rooms. ${seeTables} Put the file into a room, or write the new room into the table.`,
    { path: `^${top}/`, pathNot: [`^${top}/(${Object.keys(rooms).join('|')})/`, ...looseFiles] },
    {},
  );
}

const everywhere = [
  rule(
    'no-circle',
    'Files that import each other can only be read, tested and loaded together. Move what both need into a third file.',
    {},
    { circular: true },
  ),
  rule(
    'not-found',
    'The imported file or package does not exist. Correct the path, or add the package to package.json.',
    {},
    { couldNotResolve: true },
  ),
  rule(
    'contract-only',
    'Engine, shells and screens are separate programs. They meet in src-inference/contract/index.ts: put shared types and commands there.',
    { path: '^(src-[^/]+)/' },
    { path: '^src-', pathNot: ['^$1/', contract] },
  ),
  rule(
    'no-program-imports-tests',
    'Tests, scripts and training are not part of the packaged program. Move what the program needs into one of its rooms.',
    { path: '^src-' },
    { path: '^(test|scripts|models|docs)/' },
  ),
  rule(
    'electron-in-one-room',
    'Engine, command line and host run under plain Node, where Electron is missing. Use Electron in src-main/electron and hand over functions.',
    { path: '^src-', pathNot: '^src-main/electron/' },
    { path: '^(node_modules/)?electron(/|$)' },
  ),
];

const doors = [
  rule(
    'door',
    'Other rooms import the index.ts of a room and nothing behind it, so that its inside can change. Export what is needed from index.ts.',
    { path: '^src-(inference|main)/([^/]+)/' },
    {
      path: '^src-(inference|main)/[^/]+/',
      pathNot: ['^src-$1/$2/', '^src-(inference|main)/[^/]+/index\\.ts$'],
    },
  ),
  rule(
    'door-of-screens',
    'Other folders of the screens import the index of a folder and nothing behind it. Export what is needed from the index.',
    { path: '^src-renderer/([^/]+)/' },
    {
      path: '^src-renderer/[^/]+/',
      pathNot: ['^src-renderer/$1/', '^src-renderer/[^/]+/index\\.tsx?$'],
    },
  ),
];

const pure = [
  rule(
    'pure-rooms',
    'These rooms decide and have no clock, file or process in them, so tables of cases can test them and screens can use the contract. Read files in the room that calls them and hand over the content.',
    { path: '^src-inference/(contract|checker|learning|figures|overlay|picture|identity)/' },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'pure-recipe-language',
    'Of the recipe language only open-recipe.ts and pictures.ts read files. Hand the text of the recipe over instead.',
    { path: '^src-inference/recipe/', pathNot: '^src-inference/recipe/(open-recipe|pictures)\\.ts$' },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'pure-files',
    'This file says at its top that it is pure: no clock, no file, no process. Hand over what it needs to know. Only the modules that compute and read nothing (util, path, and isIP of net) may be imported.',
    { path: pureFiles().map((path) => `^${path.replaceAll('.', '\\.')}$`) },
    { dependencyTypes: ['core'], pathNot: '^(node:)?(util|path|net)$' },
  ),
  rule(
    'checker-without-packages',
    'The checker is arithmetic on probabilities and needs no package. Do what needs one in the room that calls the checker.',
    { path: '^src-inference/checker/' },
    { path: 'node_modules/' },
  ),
];

const screens = [
  rule(
    'no-node-in-screens',
    'The screens run in browsers, where Node is missing. Use what browsers have, or ask the station by a command.',
    { path: '^src-renderer/' },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'frame-of-pages',
    'Of the frame around the pages, a page may use app/index.ts only, and of the pages the frame uses the index.',
    { path: `^src-renderer/${pages}/` },
    { path: '^src-renderer/app/', pathNot: '^src-renderer/app/index\\.ts$' },
  ),
  rule(
    'entry-of-screens',
    'The entry puts transport, station, texts and the frame together, and knows no page. Open pages in app/.',
    { path: '^src-renderer/(main|root|plant-main)\\.tsx$' },
    {
      path: '^src-renderer/',
      pathNot: [
        '^src-renderer/(root\\.tsx|app/app\\.tsx)$',
        '^src-renderer/(hooks|station|plant)/index\\.ts$',
        '^src-renderer/text/index\\.tsx$',
        '^src-renderer/theme/',
      ],
    },
  ),
  rule(
    'queries-in-hooks',
    'Only hooks/, and plant/data/ for the pages of the plant, know how answers are cached. Use their hooks.',
    { path: '^src-renderer/', pathNot: '^src-renderer/(hooks|plant/data)/' },
    { path: '^(node_modules/)?@tanstack/react-query(/|$)' },
  ),
  rule(
    'no-react-in-station',
    'The connection to the station works without React, so that it is tested without a page. Bind it to React in hooks/.',
    { path: '^src-renderer/station/' },
    { path: '^(node_modules/)?(react|react-dom|@tanstack)(/|$)' },
  ),
];

/** @returns {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...everywhere,
    ...doors,
    unknownRoom('src-inference', engineRooms),
    unknownRoom('src-main', shellRooms),
    unknownRoom('src-renderer', screenRooms, ['^src-renderer/(main|root|plant-main)\\.tsx$']),
    ...rulesOfRooms('src-inference', engineRooms),
    ...rulesOfRooms('src-main', shellRooms),
    // Pages may open other pages by the frame; the frame opens the pages.
    ...rulesOfRooms('src-renderer', screenRooms, ['^src-renderer/app/index\\.ts$']),
    ...pure,
    ...screens,
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
