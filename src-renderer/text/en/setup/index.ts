// The settings: one file for each tab.
import { diagnostics, support } from './diagnostics.ts';
import { judging } from './judging.ts';
import { links } from './links.ts';
import { model, server } from './model.ts';
import { outputs } from './outputs.ts';
import { picture } from './picture.ts';
import { rollouts } from './rollouts.ts';
import { screen } from './screen.ts';
import { shifts } from './shifts.ts';
import { station } from './station.ts';
import { storage } from './storage.ts';

export const setup = {
  title: 'Setup',
  subjects: 'Subjects',
  search: 'Search settings',
  noneFound: 'No setting has these words.',
  readOnly: 'You may look, but not change anything here: you are logged in as a viewer.',
  applied: 'Applied',
  reset: 'Undo my changes',
  browse: 'Browse',
  group: {
    checking: 'Network and checking',
    bench: 'At the bench',
    data: 'Results and files',
    machine: 'This station',
  },
  subject: {
    model: 'Model',
    judging: 'Checking',
    picture: 'Camera picture',
    identity: 'Parts and scanner',
    people: 'People',
    shifts: 'Shifts',
    outputs: 'Outputs',
    links: 'Connections',
    storage: 'Storage',
    station: 'Station',
    screen: 'This screen',
    diagnostics: 'Diagnostics',
    audit: 'Changes',
  },
  shifts,
  model,
  server,
  judging,
  picture,
  outputs,
  rollouts,
  links,
  storage,
  station,
  screen,
  diagnostics,
  support,
} as const;
