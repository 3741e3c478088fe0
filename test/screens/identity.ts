// Scenes of codes, operators, and verdicts of persons on the live page.
import { at, atWork, finished, judged, steps } from './parts.ts';
import type { Scene } from './scenes.ts';

const idle = { part: null, action: { label: 'no_action', probability: 0.97 } } as const;
const failed = finished('fail', { steps: steps(22, judged(8, 'missed')) });
const serial = { serial: 'SN-2026-004711', order: null, variant: null };
const madeBefore = {
  text: 'SN-2026-004711',
  by: 'scanner',
  error: {
    code: 'serial_known',
    message: 'The serial number "SN-2026-004711" was made before: part 121, FAIL.',
  },
  identity: serial,
  earlier: { id: at(6300), number: 121, verdict: 'fail', overrideVerdict: null },
  at: at(7390),
} as const;
const wrongDigit = {
  ...madeBefore,
  text: ']d2010401234512345721ABC',
  error: {
    code: 'code_invalid',
    message: 'The code cannot be read: the check digit of (01) 04012345123457 is wrong.',
    hint: 'Scan it again. If that does not help, the label is wrong, or the scanner sends no separators.',
  },
  identity: null,
  earlier: null,
} as const;

export const identityScenes = {
  'identity-next': {
    parts: 3,
    snapshot: {
      ...idle,
      operator: 'Marisol Ortega',
      nextPart: { serial: 'SN-2026-004712', order: '4500012345', variant: null },
    },
  },
  'identity-known': {
    parts: 3,
    snapshot: { ...idle, operator: 'Marisol Ortega', identityRefusal: madeBefore },
  },
  'identity-refused': { parts: 3, snapshot: { identityRefusal: wrongDigit } },
  'identity-asking': {
    parts: 3,
    snapshot: {
      settings: {
        ...atWork.settings,
        identity: { ...atWork.settings.identity, serialRequired: true },
      },
    },
  },
  'identity-login': {
    snapshot: idle,
    answers: {
      listPeople: () => [
        { name: 'Luis Vega', hasBadge: false, hasPin: true },
        { name: 'Marisol Ortega', hasBadge: true, hasPin: true },
      ],
    },
    press: ['key:o'],
  },
  'override-dialog': { parts: 9, snapshot: { ...idle, lastPart: failed }, press: ['key:v'] },
  overridden: {
    parts: 9,
    snapshot: {
      ...idle,
      operator: 'Marisol Ortega',
      lastPart: {
        ...failed,
        identity: { serial: 'SN-2026-004711', order: null, variant: null },
        override: { verdict: 'pass', by: 'M. Ortega', reason: 'The spacer was in already', at: at(7400) },
      },
      shift: { ...atWork.shift, fail: 4, overridden: 1 },
    },
  },
} as const satisfies Record<string, Scene>;
