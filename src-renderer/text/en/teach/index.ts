// The room in which a station is taught a line of its own: one file for each tab, and one for the label editor.
import { labelEditor } from './label-editor.ts';
import { networks } from './networks.ts';
import { overview } from './overview.ts';
import { project } from './project.ts';
import { samples } from './samples.ts';
import { training } from './training.ts';

export const teach = {
  title: 'Teach',
  nothing: 'Nothing is done',
  noRecording: 'There is no such recording',
  tabs: {
    overview: 'Overview',
    training: 'Training',
    networks: 'Networks',
    samples: 'To look at',
    samplesCount_one: 'To look at ({{count}})',
    samplesCount_other: 'To look at ({{count}})',
  },
  ...project,
  ...overview,
  ...labelEditor,
  ...training,
  ...networks,
  ...samples,
} as const;
