// Labels of other tools: what is written is read as the same, and what is missing in a file is told.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LabelFormat,
  type LabelledAction,
  labelFormats,
} from '../../../src-inference/contract/index.ts';
import {
  checkActions,
  type ReadContext,
  readFormat,
  writeFormat,
} from '../../../src-inference/labels/index.ts';

const framesPerSecond = 30;
const usual: ReadContext = {
  where: 'labels of clip',
  recording: 'clip',
  framesPerSecond: null,
  tier: null,
  video: null,
};
const read = (format: LabelFormat, text: string, more: Partial<ReadContext> = {}) =>
  readFormat(format, text, { ...usual, ...more });

/** Formats that count frames are exact to half of one, the others to a millisecond. */
const precisions: Readonly<Record<LabelFormat, number>> = {
  csv: 1e-6,
  via: 1e-6,
  labelStudio: 0.5 / framesPerSecond,
  eaf: 0.0005,
  activityNet: 1e-6,
  assembly101: 0.5 / framesPerSecond,
};

const label = fc
  .stringMatching(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,20}$/u)
  .map((text) => text.trim())
  .filter((text) => text !== '');

/** Actions of at least three frames, one after the other. */
const actionsOf = fc
  .array(
    fc.record({
      pause: fc.double({ min: 0, max: 5, noNaN: true }),
      lasts: fc.double({ min: 0.1, max: 20, noNaN: true }),
      label,
    }),
    {
      maxLength: 30,
    },
  )
  .map((parts) => {
    let at = 0;
    return parts.map(({ pause, lasts, label: name }): LabelledAction => {
      const startSeconds = at + pause;
      at = startSeconds + lasts;
      return { startSeconds, endSeconds: at, label: name };
    });
  });

describe.each(labelFormats)('labels as %s', (format) => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(actionsOf, (actions) => {
        const at = '2026-11-29T10:00:00.000Z';
        const context = { video: 'clip.mp4', durationSeconds: 1000, framesPerSecond, at };
        const back = read(format, writeFormat(format, actions, context), { framesPerSecond });
        expect(back.map((one) => one.label)).toEqual(actions.map((one) => one.label));
        for (const [i, one] of back.entries()) {
          const slack = precisions[format] + 1e-9;
          expect(Math.abs(one.startSeconds - actions[i]!.startSeconds)).toBeLessThanOrEqual(slack);
          expect(Math.abs(one.endSeconds - actions[i]!.endSeconds)).toBeLessThanOrEqual(slack);
        }
      }),
    );
  });

  it('that are something else are refused with a code', () => {
    expect(() => read(format, '{"a": [', { framesPerSecond })).toThrowError(
      expect.objectContaining({ code: 'labels_invalid', where: 'labels of clip' }),
    );
  });
});

const segment = (z: readonly number[], av: object, vid = '1') => ({ vid, flg: 0, z, xy: [], av });

function viaProject(metadata: object, more: object = {}): string {
  const attribute = (aname: string, options: object) => ({
    aname,
    anchor_id: 'FILE1_Z2_XY0',
    type: 4,
    options,
  });
  return JSON.stringify({
    attribute: {
      '1': attribute('action', { a: 'press down', b: 'take' }),
      '2': attribute('hand', { l: 'left' }),
      '3': { aname: 'box', anchor_id: 'FILE1_Z1_XY1', type: 1, options: {} },
    },
    file: { '1': { fid: 1, fname: 'clip.mp4' }, '2': { fid: 2, fname: 'other.mp4' } },
    view: { '1': { fid_list: [1] } },
    metadata,
    ...more,
  });
}

describe('a project of VIA', () => {
  it('has segments by the names of their options, and boxes that are none', () => {
    const text = viaProject({
      x: segment([3, 4.5], { '1': 'b' }),
      y: segment([1, 2], { '1': 'a' }),
      box: { vid: '1', z: [1], xy: [2, 10, 10, 5, 5], av: { '3': 'hand' } },
    });
    expect(read('via', text)).toEqual([
      { startSeconds: 1, endSeconds: 2, label: 'press down' },
      { startSeconds: 3, endSeconds: 4.5, label: 'take' },
    ]);
  });

  it('asks which attribute is meant, and which video', () => {
    const two = viaProject({ x: segment([1, 2], { '1': 'a' }), y: segment([1, 2], { '2': 'l' }) });
    expect(() => read('via', two)).toThrowError(
      expect.objectContaining({
        code: 'labels_need_tier',
        message: expect.stringMatching(/"action", "hand"/),
      }),
    );
    expect(read('via', two, { tier: 'hand' })).toMatchObject([{ label: 'left' }]);
    const view = { '1': { fid_list: [1] }, '2': { fid_list: [2] } };
    const videos = viaProject({ x: segment([1, 2], { '1': 'a' }, '2') }, { view });
    expect(read('via', videos)).toEqual([]);
    expect(read('via', videos, { recording: 'other' })).toHaveLength(1);
    expect(() => read('via', videos, { recording: 'third' })).toThrowError(
      expect.objectContaining({
        code: 'labels_need_video',
        message: expect.stringMatching(/"clip.mp4", "other.mp4"/),
      }),
    );
  });

  it('with a segment that nobody named is refused with its time', () => {
    expect(() => read('via', viaProject({ x: segment([1.5, 2], {}) }))).toThrowError(
      /1.5 s to 2 s has no label/,
    );
  });
});

describe('labels of Label Studio', () => {
  const task = (result: readonly object[], data: object = { video: '/data/upload/1/ab12cd34-clip.mp4' }) =>
    JSON.stringify([{ id: 1, data, annotations: [{ result }] }]);
  const timeline = (start: number, end: number, name: string) => ({
    from_name: 'action',
    to_name: 'video',
    type: 'timelinelabels',
    value: { ranges: [{ start, end }], timelinelabels: [name] },
  });

  it('count frames from 1, both ends included, at the rate that is given or stands in the task', () => {
    const text = task([timeline(1, 30, 'press'), timeline(31, 45, 'take')]);
    const expected = [
      { startSeconds: 0, endSeconds: 1, label: 'press' },
      { startSeconds: 1, endSeconds: 1.5, label: 'take' },
    ];
    expect(read('labelStudio', text, { framesPerSecond: 30 })).toEqual(expected);
    const withRate = task([timeline(1, 30, 'press'), timeline(31, 45, 'take')], {
      video: 'clip.mp4',
      fps: 30,
    });
    expect(read('labelStudio', withRate)).toEqual(expected);
    expect(() => read('labelStudio', text)).toThrowError(
      expect.objectContaining({ code: 'labels_need_rate' }),
    );
  });

  it('of a sound track or a time series are seconds', () => {
    const result = [
      { from_name: 'l', type: 'labels', value: { start: 0.5, end: 2.25, channel: 0, labels: ['press'] } },
      { from_name: 'l', type: 'timeserieslabels', value: { start: 3, end: 4, timeserieslabels: ['take'] } },
      { from_name: 'note', type: 'textarea', value: { text: ['x'] } },
    ];
    expect(read('labelStudio', task(result))).toEqual([
      { startSeconds: 0.5, endSeconds: 2.25, label: 'press' },
      { startSeconds: 3, endSeconds: 4, label: 'take' },
    ]);
  });

  it('may have the short form, and must have one label each', () => {
    const short = [
      { video: 'clip.mp4', action: [{ ranges: [{ start: 1, end: 60 }], timelinelabels: ['press'] }] },
    ];
    expect(read('labelStudio', JSON.stringify(short), { framesPerSecond: 30 })).toEqual([
      { startSeconds: 0, endSeconds: 2, label: 'press' },
    ]);
    const double = {
      ...timeline(1, 2, 'x'),
      value: { ranges: [{ start: 1, end: 2 }], timelinelabels: ['x', 'y'] },
    };
    expect(() => read('labelStudio', task([double]), { framesPerSecond: 30 })).toThrowError(/2 labels: x, y/);
  });
});

describe('a file of ELAN', () => {
  const eaf = (slots: string, tiers: string, header = 'TIME_UNITS="milliseconds"') =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT>\n<HEADER ${header}/>\n<TIME_ORDER>${slots}</TIME_ORDER>\n${tiers}\n</ANNOTATION_DOCUMENT>`;
  const slots =
    '<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="500"/><TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="1750"/><TIME_SLOT TIME_SLOT_ID="t3"/>';
  const annotation = (value: string, end = 't2') =>
    `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="t1" TIME_SLOT_REF2="${end}"><ANNOTATION_VALUE>${value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`;
  const reference =
    '<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a2" ANNOTATION_REF="a1"><ANNOTATION_VALUE>take</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>';

  it('has labels in the only tier with annotations; entities are characters', () => {
    const text = eaf(
      slots,
      `<TIER TIER_ID="empty"/><TIER TIER_ID="work">${annotation('press &amp; hold')}</TIER>`,
    );
    expect(read('eaf', text)).toEqual([{ startSeconds: 0.5, endSeconds: 1.75, label: 'press & hold' }]);
  });

  it('asks which tier is meant; a tier may refer to the times of another', () => {
    const text = eaf(
      slots,
      `<TIER TIER_ID="work">${annotation('press')}</TIER>\n<TIER TIER_ID="hand">${reference}</TIER>`,
    );
    expect(() => read('eaf', text)).toThrowError(
      expect.objectContaining({ code: 'labels_need_tier', message: expect.stringMatching(/"work", "hand"/) }),
    );
    expect(read('eaf', text, { tier: 'hand' })).toEqual([
      { startSeconds: 0.5, endSeconds: 1.75, label: 'take' },
    ]);
    expect(() => read('eaf', text, { tier: 'foot' })).toThrowError(/no tier "foot"/);
  });

  it.each([
    [
      'without a time',
      eaf(slots, `<TIER TIER_ID="w">\n${annotation('x', 't3')}</TIER>`),
      /time slot "t3" has no time/,
      6,
    ],
    ['without a text', eaf(slots, `<TIER TIER_ID="w">\n\n${annotation('')}</TIER>`), /no text/, 7],
    ['in frames', eaf(slots, '', 'TIME_UNITS="PAL-frames"'), /PAL-frames/, 3],
    ['that is not closed', '<ANNOTATION_DOCUMENT>\n<HEADER>', /XML/, undefined],
    ['of something else', '<html></html>', /not a file of ELAN/, 1],
  ])('%s is refused with its line', (_, text, message, line) => {
    expect(() => read('eaf', text)).toThrowError(
      expect.objectContaining({
        code: 'labels_invalid',
        message: expect.stringMatching(message),
        ...(line !== undefined && { line }),
      }),
    );
  });
});

describe('labels as ActivityNet and Assembly101 have them', () => {
  it('are of the video that is named as the recording', () => {
    const video = (name: string) => ({ annotations: [{ segment: [1, 2.5], label: name }] });
    const text = JSON.stringify({ database: { v_clip: video('press'), v_other: video('take') } });
    expect(read('activityNet', text)).toEqual([{ startSeconds: 1, endSeconds: 2.5, label: 'press' }]);
    const results = JSON.stringify({ results: { clip: [{ segment: [0, 1], label: 'x', score: 0.4 }] } });
    expect(read('activityNet', results)).toEqual([{ startSeconds: 0, endSeconds: 1, label: 'x' }]);
  });

  it('count frames without saying how many there are in a second', () => {
    const fine = 'id,video,start_frame,end_frame,action_id,action_cls\n0,seq/clip.mp4,30,90,4,press down\n';
    expect(() => read('assembly101', fine)).toThrowError(
      expect.objectContaining({ code: 'labels_need_rate' }),
    );
    expect(read('assembly101', fine, { framesPerSecond: 30 })).toEqual([
      { startSeconds: 1, endSeconds: 3, label: 'press down' },
    ]);
    expect(read('assembly101', '0\t60\tattach base\tx\n60\t75\tscrew\tx\n', { framesPerSecond: 30 })).toEqual(
      [
        { startSeconds: 0, endSeconds: 2, label: 'attach base' },
        { startSeconds: 2, endSeconds: 2.5, label: 'screw' },
      ],
    );
    expect(() =>
      read('assembly101', `${fine}1,seq/clip.mp4,x,99,1,y\n`, { framesPerSecond: 30 }),
    ).toThrowError(expect.objectContaining({ code: 'labels_invalid', line: 3 }));
  });
});

describe('actions of a recording', () => {
  const limits = {
    labels: ['a', 'b'],
    background: 'none',
    durationSeconds: 10,
    where: 'clip.csv',
    toleranceSeconds: 0.05,
  };
  const action = (startSeconds: number, endSeconds: number, name: string) => ({
    startSeconds,
    endSeconds,
    label: name,
  });

  it('are cut where rounding made them overlap or too long; the background is no action', () => {
    const read = [action(4, 10.03, 'a'), action(1, 2.04, 'b'), action(2, 3, 'a'), action(3, 4, 'none')];
    expect(checkActions(read, limits)).toEqual([action(1, 2, 'b'), action(2, 3, 'a'), action(4, 10, 'a')]);
  });

  it.each([
    ['start at the same time', [action(1, 1.02, 'a'), action(1, 3, 'b')], /same time/],
    ['overlap by more', [action(1, 2.2, 'a'), action(2, 3, 'b')], /overlaps/],
    ['begin at the end', [action(10, 10.02, 'a')], /beyond the end/],
    ['have no known label', [action(1, 2, 'c')], /no label "c"/],
  ])('are refused where they %s', (_, actions, message) => {
    expect(() => checkActions(actions, limits)).toThrowError(
      expect.objectContaining({ code: 'labels_invalid', message: expect.stringMatching(message) }),
    );
  });
});
