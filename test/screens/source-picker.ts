// Scenes of the source picker.
import type { Answers } from './memory-transport.ts';
import type { Scene } from './scenes.ts';

export const sourceAnswers: Answers = {
  listFolder: ({ path }) => ({
    path: path ?? '/home/station/videos',
    parent: null,
    folders: [
      { name: 'november', path: '/home/station/videos/november' },
      { name: 'training', path: '/home/station/videos/training' },
    ],
    files: ['corrected', 'good', 'repeated', 'skipped', 'swapped', 'wrong'].map((name, place) => ({
      name: `${name}.mp4`,
      path: `/home/station/videos/${name}.mp4`,
      bytes: 8.9e6 + place * 4.1e4,
    })),
  }),
  readLogin: () => null,
  listCameras: () => [
    { device: '/dev/video0', name: 'Logitech BRIO' },
    { device: '/dev/video2', name: 'USB 3.0 industrial camera' },
  ],
  probeSource: {
    code: 'source_unrecognised',
    message: 'Packets arrive on port 5000, but nothing says what they carry.',
    hint: 'Choose the format by hand: what does the camera send?',
  },
};

export const sourceScenes = {
  'source-recent': { answers: sourceAnswers, press: ['key:s'] },
  'source-name': { answers: sourceAnswers, press: ['key:s', 'button:Name of Camera above bench 3'] },
  'source-file': { answers: sourceAnswers, press: ['key:s', 'tab:Video file', 'button:good.mp4'] },
  'source-udp-error': { answers: sourceAnswers, press: ['key:s', 'tab:UDP stream', 'button:Listen'] },
  'source-udp-found': { answers: sourceAnswers, press: ['key:s', 'tab:UDP stream', 'button:Listen'] },
  'source-rtsp': { answers: sourceAnswers, press: ['key:s', 'tab:RTSP', 'button:Watch'] },
  'source-camera': { answers: sourceAnswers, press: ['key:s', 'tab:Camera'] },
  'source-no-camera': {
    answers: { ...sourceAnswers, listCameras: () => [] },
    press: ['key:s', 'tab:Camera'],
  },
  'source-test': { answers: sourceAnswers, press: ['key:s', 'tab:Test pattern'] },
  'source-desktop': {
    shell: { kind: 'desktop', kiosk: 'setting' },
    answers: sourceAnswers,
    press: ['key:s', 'tab:Video file'],
  },
} as const satisfies Record<string, Scene>;
