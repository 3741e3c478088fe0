import { describe, expect, it } from 'vitest';
import { checkTemplate, recordingName } from '../../../src-inference/media/recording-name.ts';

const facts = {
  at: new Date(2026, 0, 5, 7, 8, 9),
  part: 12,
  source: '/videos/bench 1.mp4',
  recipe: 'coupling',
};

describe('the name of a recording', () => {
  it.each([
    ['{date}-{time}-part-{part}', '2026-01-05-070809-part-12.mp4'],
    ['{source}', 'bench_1.mp4'],
    ['{recipe} & {part}', 'coupling_12.mp4'],
    ['.hidden', '_hidden.mp4'],
    ['plain', 'plain.mp4'],
  ])('%s', (template, name) => {
    expect(() => checkTemplate(template)).not.toThrow();
    expect(recordingName(template, facts)).toBe(name);
  });

  it.each([
    ['rtsp://operator:***@camera/live', 'live.mp4'],
    ['udp://:5000', '_5000.mp4'],
    ['test:ball', 'test_ball.mp4'],
  ])('of the source %s', (source, name) => {
    expect(recordingName('{source}', { ...facts, source })).toBe(name);
  });

  it.each([
    '{operator}',
    '{part}-{}',
    '{constructor}',
    '',
    '  ',
    '../{part}',
  ])('%j is refused', (template) => {
    expect(() => checkTemplate(template)).toThrowError(
      expect.objectContaining({ code: 'output_invalid', hint: expect.any(String) }),
    );
  });
});
