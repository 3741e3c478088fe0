import { describe, expect, it } from 'vitest';
import type { EngineEvent, JudgedStep, Verdict } from '../../../src-inference/contract/index.ts';
import { OverlayText } from '../../../src-inference/overlay/overlay-text.ts';

const titles = new Map([
  ['spacer', 'Spacer'],
  ['lid', 'Lid <A&B>'],
]);

function annotator(steps = 2): OverlayText {
  const one = new OverlayText();
  one.use({ titles, background: 'nothing', hopSeconds: 0.25, steps });
  return one;
}

const seen = (label: string, startSeconds = 4): EngineEvent => ({
  type: 'windowClassified',
  startSeconds,
  endSeconds: startSeconds + 1,
  label,
  probability: 0.974,
  probabilities: [],
});
const started: EngineEvent = { type: 'partStarted', part: 3, atSeconds: 0, code: null };
const expected = { index: 2, label: 'lid' };
const judged = (severity: Verdict): EngineEvent => ({
  type: 'stepJudged',
  part: 3,
  step: { severity } as JudgedStep,
  amends: false,
  next: expected,
});

function textAfter(events: readonly EngineEvent[], steps = 2): string {
  const one = annotator(steps);
  for (const event of events) one.take(event);
  return one.take(seen('spacer'))!.text;
}

describe('the text on the video', () => {
  it('appears at the middle of its window, half a hop earlier', () => {
    expect(annotator().take(seen('spacer', 4))!.atSeconds).toBe(4.375);
  });

  it('changes only with a judged window', () => {
    const one = annotator();
    expect([started, judged('pass')].map((event) => one.take(event))).toEqual([null, null]);
  });

  it.each<[string, readonly EngineEvent[], string, string]>([
    ['before the first part', [], '#cbd5e1', 'no part yet'],
    ['with an expected step', [started, judged('pass')], '#4ade80', 'part 3, step 2/2: Lid &lt;A&amp;B&gt;'],
    ['after a doubtful step', [started, judged('warn')], '#facc15', 'part 3, step 2/2'],
    [
      'after a wrong step, and a right one',
      [started, judged('fail'), judged('pass')],
      '#f87171',
      'part 3, step 2/2',
    ],
    [
      'after the verdict',
      [started, { type: 'partEnded', part: 3, atSeconds: 9, verdict: 'warn', cycleSeconds: null, steps: [] }],
      '#facc15',
      'part 3: WARN',
    ],
    [
      'after it was aborted',
      [started, { type: 'partAborted', part: 3, atSeconds: 9, reason: 'sourceChanged' }],
      '#cbd5e1',
      'part 3: aborted',
    ],
  ])('%s', (_, events, color, text) => {
    expect(textAfter(events)).toContain(`<span foreground="${color}">${text}`);
  });

  it('names the action with its probability, and the time', () => {
    expect(textAfter([])).toBe(
      'Spacer 97 %\n<span foreground="#cbd5e1">no part yet</span>\n<span foreground="#cbd5e1">0:05.0</span>',
    );
  });

  it('does not show the part when there is no recipe, and does not show the background', () => {
    expect(textAfter([], 0)).not.toContain('part');
    expect(annotator().take(seen('nothing'))!.text).toMatch(/^–\n/);
  });
});
