// What is checked after each fault must be able to fail.
import { expect, test } from 'vitest';
import type { NumberedEvent, StationSnapshot } from '../../../src-inference/contract/index.ts';
import { brokenInvariants, type Evidence } from '../../chaos/invariants.ts';

const at = (sequence: number): string => new Date(1_800_000_000_000 + sequence * 1000).toISOString();

const began = (sequence: number) =>
  ({
    sequence,
    at: at(sequence),
    event: { type: 'partStarted', part: 1, atSeconds: 0, code: null },
  }) as const;
const passed = (sequence: number) =>
  ({
    sequence,
    at: at(sequence),
    event: { type: 'partEnded', part: 1, atSeconds: 9, verdict: 'pass', cycleSeconds: 9, steps: [] },
  }) as const;

const lineOf = ({ sequence, at: moment, event: { type, ...rest } }: NumberedEvent): string =>
  `${JSON.stringify({ type, at: moment, seq: sequence, ...rest })}\n`;

function evidence(written: readonly NumberedEvent[], changed: Partial<Evidence> = {}): Evidence {
  const passes = written.filter(({ event }) => event.type === 'partEnded').length;
  const snapshot = {
    sequence: 100,
    shift: { since: at(0), pass: passes, warn: 0, fail: 0, aborted: 0, overridden: 0 },
  } as unknown as StationSnapshot;
  return {
    told: written,
    journals: [written.map(lineOf).join('')],
    snapshot,
    folded: structuredClone(snapshot),
    tornLines: 0,
    ...changed,
  };
}

const whole = [began(1), passed(2), began(3)];

test('a station that lost nothing breaks nothing, with a part in progress', () => {
  expect(brokenInvariants(evidence(whole))).toEqual([]);
});

test('an event of the moment need not be in a journal', () => {
  const moment: NumberedEvent = {
    sequence: 4,
    at: at(4),
    event: { type: 'progress', seconds: 1, frames: 30, delaySeconds: null },
  };
  expect(brokenInvariants(evidence(whole, { told: [...whole, moment] }))).toEqual([]);
});

const [first, ...rest] = whole.map(lineOf);

test.each<[string, Evidence, RegExp]>([
  ['an event is lost', evidence(whole, { journals: [rest.join('')] }), /told "partStarted" \(1\)/],
  [
    'an event was told otherwise',
    evidence(whole, { told: [{ ...began(1), at: at(7) }] }),
    /told "partStarted"/,
  ],
  [
    'two events have one number',
    evidence(whole, { journals: [whole.map(lineOf).join('') + lineOf(passed(3))] }),
    /number 3/,
  ],
  [
    'numbers fall',
    evidence(whole, { journals: [[first, rest[1], rest[0]].join('')] }),
    /number 2 comes after 3/,
  ],
  ['a part has no end', evidence([began(1), began(2)]), /that began with 1 has no end/],
  ['a part ends twice', evidence([began(1), passed(2), passed(3)]), /ends with 3 that did not begin/],
  [
    'a line is broken',
    evidence(whole, { journals: [`${whole.map(lineOf).join('')}{"type":`] }),
    /1 lines .* broken/,
  ],
])('%s', (_, given, sentence) => {
  expect(brokenInvariants(given).join('\n')).toMatch(sentence);
});

test('what holds on is said again in another journal, which may be of an earlier day', () => {
  const copy = `${JSON.stringify({ ...JSON.parse(first!), copied: true })}\n`;
  expect(
    brokenInvariants(evidence(whole, { journals: [`${copy}${rest[1]}`, `${first}${rest[0]}`] })),
  ).toEqual([]);
});

test('a line that was torn on purpose is expected', () => {
  const journal = `${whole.map(lineOf).join('')}{"type":`;
  expect(brokenInvariants(evidence(whole, { journals: [journal], tornLines: 1 }))).toEqual([]);
});

test('the numbers of the shift and the state that a screen made are compared', () => {
  const { snapshot } = evidence(whole);
  const wrong = { ...snapshot, shift: { ...snapshot.shift, pass: 7 } };
  expect(brokenInvariants(evidence(whole, { snapshot: wrong, folded: wrong })).join()).toMatch(
    /the shift counts/,
  );
  expect(brokenInvariants(evidence(whole, { folded: { ...snapshot, sequence: 99 } })).join()).toMatch(
    /sequence is 99/,
  );
});
