// Scenes of the page Teach.
import { StationError } from '../../src-inference/contract/index.ts';
import type { Answers } from './memory-transport.ts';
import { parts, roomAnswers } from './room-answers.ts';
import type { Scene } from './scenes.ts';
import {
  confirmedLabels,
  draftLabels,
  hugeProject,
  longLabels,
  networks,
  newProject,
  project,
  recordings,
  runningJob,
  teachAnswers,
} from './teach-answers.ts';

const label = (place: number): string => `#/teach/${encodeURIComponent(`label/${recordings[place]!.id}`)}`;
const answers = { ...roomAnswers, ...teachAnswers() };
const of = (...given: Parameters<typeof teachAnswers>): Answers => ({
  ...roomAnswers,
  ...teachAnswers(...given),
});

export const teachScenes = {
  'teach-none': { route: '#/teach', answers: of(null) },
  'teach-newer': {
    route: '#/teach',
    answers: {
      ...answers,
      teachProject: {
        code: 'project_newer',
        message: 'The project was made by a later version of Stepwatch (format 2; this one knows 1).',
        where: '/home/station/teach/project.yaml',
      },
    },
  },
  'teach-empty': { route: '#/teach', answers: of(newProject) },
  teach: { route: '#/teach', answers },
  'teach-huge': { route: '#/teach', answers: of(hugeProject) },
  'teach-viewer': { route: '#/teach', answers, shell: { role: 'viewer' } },
  'teach-recording': {
    route: '#/teach',
    answers: of({ ...project, recording: { operator: 'Ana', startedAt: '2026-11-24T06:00:00.000Z' } }),
  },
  'teach-record': { route: '#/teach', answers, press: ['button:Record a part'] },
  'teach-record-no-source': {
    route: '#/teach',
    answers,
    snapshot: { source: null, part: null, action: null },
    press: ['button:Record a part'],
  },
  'teach-add': { route: '#/teach', answers, press: ['button:Add a video'] },
  'teach-from-history': { route: '#/teach', answers, press: ['button:Add from History'] },
  'teach-labels': { route: '#/teach', answers, press: ['button:8 actions'] },
  'teach-recipe': { route: '#/teach', answers, press: ['button:Recipe: Pump housing'] },
  'teach-label': { route: label(0), answers, press: ['key:ArrowDown', 'key:ArrowDown', 'key:ArrowDown'] },
  'teach-label-open': {
    route: label(0),
    answers: of(project, { ...confirmedLabels, confirmed: null }),
    press: ['key:Shift+ArrowRight', 'key:4', 'key:Shift+ArrowRight', 'key:Shift+ArrowRight'],
  },
  'teach-label-empty': { route: label(10), answers: of(project, { ...confirmedLabels, confirmed: null }) },
  'teach-label-drafts': {
    route: label(8),
    answers: of(project, draftLabels),
    press: ['button:21 drafts', 'key:ArrowDown'],
  },
  'teach-label-drafts-left': {
    route: label(8),
    answers: of(project, draftLabels),
    press: ['button:All labelled'],
  },
  'teach-label-hour': {
    route: label(0),
    answers: of(project, longLabels),
    press: ['key:+', 'key:+', 'key:+'],
  },
  'teach-label-beside': {
    route: label(0),
    answers: of(project, { ...confirmedLabels, draft: draftLabels.draft }),
  },
  'teach-label-conflict': {
    route: label(0),
    answers: {
      ...answers,
      teachSaveLabels: () => {
        throw new StationError('labels_changed', 'Somebody else saved other labels.');
      },
    },
    press: ['key:ArrowDown', 'key:Delete', 'button:Save draft'],
  },
  'teach-label-keys': { route: label(0), answers, press: ['key:?'] },
  'teach-label-files': { route: label(0), answers, press: ['button:Labels of other tools'] },
  'teach-label-failed': {
    route: label(0),
    answers: {
      ...answers,
      teachReadLabels: {
        code: 'labels_invalid',
        message: '"3.2,2.9,seal" ends before it starts.',
        where: 'recordings/pump-01-ana.csv',
        line: 4,
      },
    },
  },
  'teach-label-unplayable': {
    route: label(0),
    answers: of({
      ...project,
      recordings: recordings.map((one) => ({ ...one, file: 'old camera.avi' })),
    }),
  },
  'teach-training': { route: '#/teach/training', answers: of({ ...project, job: runningJob }) },
  'teach-training-begin': { route: '#/teach/training', answers: of({ ...project, job: null }) },
  'teach-training-pytorch': {
    route: '#/teach/training',
    answers: of({ ...project, job: null, pytorch: { ...project.pytorch, installed: true, gpu: true } }),
  },
  'teach-training-failed': {
    route: '#/teach/training',
    answers: of({
      ...project,
      job: {
        ...runningJob,
        state: 'failed',
        error: {
          code: 'disk_full',
          message: 'The disk was full while features were kept.',
          hint: 'Free 2 GB, then go on.',
        },
      },
    }),
  },
  'teach-training-interrupted': {
    route: '#/teach/training',
    answers: of({ ...project, job: { ...runningJob, state: 'interrupted' } }),
  },
  'teach-networks': { route: '#/teach/networks', answers },
  'teach-networks-empty': { route: '#/teach/networks', answers: of(newProject) },
  'teach-networks-pending': {
    route: '#/teach/networks',
    answers: of({ ...project, pending: { network: '0003' } }),
  },
  'teach-networks-failed': {
    route: '#/teach/networks',
    answers: of({
      ...project,
      failedDeployment: {
        network: '0003',
        error: {
          code: 'recipe_mismatch',
          message: 'The recipe "Pump housing" names "press_lid", which the model does not know.',
          where: 'pump.yaml',
          hint: 'Use actions that the model knows, or another model.',
        },
      },
    }),
  },
  'teach-networks-weak': {
    route: `#/teach/${encodeURIComponent('networks/0001')}`,
    answers: of({
      ...project,
      networks: networks.map((one) => ({
        ...one,
        report: one.report && {
          ...one.report,
          split: { ...one.report.split, by: 'recording' as const },
          worst: [],
          hurting: [],
        },
      })),
    }),
  },
  'teach-judge': {
    route: `#/history/${encodeURIComponent(parts[1]!.id)}`,
    answers,
    press: ['button:This part was good'],
  },
  'teach-samples': { route: '#/teach/samples', answers },
  'teach-samples-empty': { route: '#/teach/samples', answers: { ...answers, teachQueue: () => [] } },
} as const satisfies Record<string, Scene>;
