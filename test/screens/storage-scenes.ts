// Scenes of the storage of a station: in the setup, in the history, and when the disk is full.
import type { RecordState, StorageUse } from '../../src-inference/contract/index.ts';
import type { Answers } from './memory-transport.ts';
import { at, atWork, coupling, judged, steps } from './parts.ts';
import { parts, recordOf, roomAnswers } from './room-answers.ts';
import type { Scene } from './scenes.ts';

const none = { files: 0, bytes: 0 };
const use: StorageUse = {
  at: at(8000),
  groups: [
    {
      kind: 'recording',
      outcome: 'pass',
      files: 18_412,
      bytes: 148.2e9,
      oldestAt: '2026-10-25T06:02:11.000Z',
      kept: { files: 3, bytes: 26e6 },
      unseen: none,
    },
    {
      kind: 'recording',
      outcome: 'fail',
      files: 962,
      bytes: 8.1e9,
      oldestAt: '2026-02-03T06:41:00.000Z',
      kept: { files: 12, bytes: 97e6 },
      unseen: none,
    },
    {
      kind: 'recording',
      outcome: null,
      files: 41,
      bytes: 0.9e9,
      oldestAt: '2026-10-26T12:00:00.000Z',
      kept: none,
      unseen: none,
    },
    {
      kind: 'evidence',
      outcome: 'warn',
      files: 311,
      bytes: 1.2e9,
      oldestAt: '2026-02-03T08:00:00.000Z',
      kept: none,
      unseen: { files: 9, bytes: 33e6 },
    },
    {
      kind: 'evidence',
      outcome: 'fail',
      files: 962,
      bytes: 4.4e9,
      oldestAt: '2026-02-03T06:41:00.000Z',
      kept: { files: 12, bytes: 51e6 },
      unseen: { files: 4, bytes: 19e6 },
    },
  ],
  record: { files: 602, bytes: 11.8e9, oldestDay: '2026-02-03' },
  indexBytes: 1.3e9,
  growthPerDay: 4.9e9,
  disk: { freeBytes: 61e9, totalBytes: 251e9, keepFreeBytes: 1e9 },
  daysUntilFull: 12.2,
};

const answers: Answers = {
  ...roomAnswers,
  storageUse: () => use,
  previewRetention: () => ({
    files: 1288,
    bytes: 9.6e9,
    parts: 1271,
    reasons: { age: { files: 1288, bytes: 9.6e9 }, outcomeBytes: none, totalBytes: none },
    kept: { files: 15, bytes: 123e6 },
    unseen: { files: 13, bytes: 52e6 },
    recordDays: 0,
    newestAt: '2026-10-30T14:12:00.000Z',
  }),
};

const unwritten: RecordState = {
  state: 'unwritable',
  since: at(7000),
  kept: 1,
  lost: 0,
  error: { code: 'record_unwritable', message: 'The record cannot be written: the disk is full (ENOSPC).' },
};

const full = {
  code: 'disk_full',
  message: 'Disk full: 13 parts with evidence nobody has looked at.',
} as const;

export const storageScenes = {
  'setup-storage': { route: '#/setup/storage', answers },
  'setup-storage-stricter': {
    route: '#/setup/storage',
    answers,
    press: ['switch:Keep what nobody has seen'],
  },
  'setup-storage-new': {
    route: '#/setup/storage',
    answers: {
      ...answers,
      storageUse: () => ({
        ...use,
        groups: [],
        record: { files: 2, bytes: 4e5, oldestDay: '2026-11-24' },
        indexBytes: 2e5,
        growthPerDay: null,
        daysUntilFull: null,
      }),
    },
  },
  'setup-storage-viewer': { route: '#/setup/storage', answers, shell: { role: 'viewer' } },
  'history-part-deleted': {
    route: `#/history/${encodeURIComponent(parts[4]!.id)}`,
    answers: {
      ...answers,
      readPart: ({ id }) => {
        const record = recordOf(id);
        const deleted = [
          { kind: 'recording', at: '2026-11-28T02:10:00.000Z', reason: 'diskFull' },
          { kind: 'evidence', at: '2026-11-28T02:10:00.000Z', reason: 'age' },
        ] as const;
        return { ...record, summary: { ...record.summary, recording: null, evidence: null, deleted } };
      },
    },
  },
  'record-unwritable': { snapshot: { record: unwritten } },
  'record-unwritable-mistake': {
    snapshot: {
      record: unwritten,
      part: { ...atWork.part!, steps: steps(12, judged(11, 'wrong', { label: coupling.steps[12]!.label })) },
    },
  },
  'record-unwritable-wall': { route: '#/wall', snapshot: { record: unwritten } },
  'record-replaced': {
    snapshot: {
      recordReplaced: {
        code: 'record_replaced',
        message:
          'The folder of the record was deleted or moved. The journal of today was written again; days before it are gone from there.',
      },
    },
  },
  'storage-full': {
    snapshot: {
      health: { ...atWork.health!, freeDiskBytes: 0.9e9 },
      storage: { state: 'full', unseenParts: 13, error: full },
      outputs: [
        {
          output: 3,
          kind: 'recording',
          setting: 'recordings',
          state: 'failed',
          target: '/home/station/recordings',
          error: full,
        },
      ],
    },
  },
} as const satisfies Record<string, Scene>;
