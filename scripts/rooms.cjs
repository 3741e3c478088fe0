// Which room may import which. Each table lists lower rooms first: a room imports only from rooms above it in its table.
// `.dependency-cruiser.cjs` makes rules of these tables; docs/architecture.md says what each room is for.

/** Rooms of `src-inference`. */
const engineRooms = {
  contract: [],
  yaml: ['contract'],
  files: ['contract'],
  labels: ['contract'],
  overlay: ['contract'],
  learning: ['contract'],
  identity: ['contract'],
  recipe: ['contract', 'yaml'],
  checker: ['contract', 'recipe'],
  media: ['contract', 'files'],
  record: ['contract', 'files'],
  windows: ['contract', 'media'],
  model: ['contract', 'files', 'windows', 'yaml'],
  diagnostics: ['contract', 'media', 'model'],
  evaluation: ['contract', 'labels', 'recipe', 'checker', 'learning', 'windows', 'model'],
  optimizer: ['contract', 'files', 'labels', 'windows', 'model'],
  teaching: ['contract', 'yaml', 'files', 'labels', 'recipe', 'media'],
  bench: ['contract', 'media', 'model', 'optimizer'],
  importer: ['contract', 'files', 'windows', 'model', 'optimizer'],
  training: [
    'contract',
    'files',
    'labels',
    'recipe',
    'checker',
    'windows',
    'model',
    'evaluation',
    'optimizer',
    'teaching',
  ],
  station: ['contract', 'overlay', 'recipe', 'checker', 'media', 'record', 'windows', 'model'],
  workplace: [
    'contract',
    'files',
    'identity',
    'recipe',
    'checker',
    'media',
    'record',
    'windows',
    'model',
    'diagnostics',
    'station',
  ],
  process: [
    'contract',
    'labels',
    'recipe',
    'checker',
    'media',
    'windows',
    'record',
    'model',
    'diagnostics',
    'evaluation',
    'optimizer',
    'teaching',
    'training',
    'bench',
    'importer',
    'station',
    'workplace',
  ],
};

/** Rooms of `src-main`. Each of them may import the contract of the engine, too. */
const shellRooms = {
  supervisor: [],
  content: [],
  gateway: ['supervisor'],
  host: ['supervisor', 'content', 'gateway'],
  electron: ['supervisor', 'content', 'gateway'],
  cli: ['supervisor', 'host'],
};

const allOfAPage = [
  'station',
  'hooks',
  'text',
  'ui',
  'edits',
  'preview',
  'messages',
  'folders',
  'acknowledge',
];

/** Folders of `src-renderer`. Each of them may import the contract of the engine, too. */
const screenRooms = {
  theme: [],
  edits: [],
  station: [],
  text: ['station'],
  hooks: ['station'],
  ui: ['text'],
  preview: ['station', 'hooks'],
  messages: ['hooks', 'text', 'ui'],
  folders: ['hooks', 'text', 'ui', 'messages'],
  acknowledge: ['hooks', 'text', 'ui', 'messages'],
  live: allOfAPage,
  recipes: allOfAPage,
  history: allOfAPage,
  teach: allOfAPage,
  setup: allOfAPage,
  app: ['station', 'hooks', 'text', 'ui', 'live', 'recipes', 'history', 'teach', 'setup'],
};

module.exports = { engineRooms, shellRooms, screenRooms };
