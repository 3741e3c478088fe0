import { describe, expect, it } from 'vitest';
import {
  chooseElements,
  describeConversion,
  describeH264Encoder,
  preferredDecoders,
  remedyFor,
} from '../../../src-inference/media/elements.ts';

const softwareOnly = [
  ...['avdec_h264', 'openh264dec', 'avdec_h265', 'jpegdec', 'videoconvert', 'videoscale', 'aspectratiocrop'],
  ...['x264enc', 'openh264enc', 'jpegenc', 'textoverlay', 'shmsink', 'mp4mux', 'mpegtsmux', 'tsdemux'],
  ...['udpsink', 'rtpjitterbuffer', 'rtspsrc', 'v4l2src'],
];
const jetson = [...softwareOnly, 'nvv4l2decoder', 'nvvidconv', 'nvv4l2h264enc', 'nvjpegenc', 'nvjpegdec'];
const pc = [...softwareOnly, 'vah264dec', 'vah265dec', 'vah264enc'];

function choose(installed: readonly string[]) {
  return chooseElements((name) => (installed.includes(name) ? { plugin: 'p', version: '1.0' } : null));
}

describe('the elements that are chosen', () => {
  it.each([
    [
      'software only',
      softwareOnly,
      ['avdec_h264', 'avdec_h265', 'jpegdec'],
      'videoconvert',
      'x264enc',
      'jpegenc',
    ],
    ['a Jetson', jetson, ['nvv4l2decoder', 'nvjpegdec'], 'nvvidconv', 'nvv4l2h264enc', 'nvjpegenc'],
    ['a PC with VA', pc, ['vah264dec', 'vah265dec', 'jpegdec'], 'videoconvert', 'vah264enc', 'jpegenc'],
  ])('on %s', (_, installed, decoders, convert, encode, jpeg) => {
    const elements = choose(installed);
    expect(preferredDecoders(elements)).toEqual(decoders);
    expect(elements.convert.element).toBe(convert);
    expect(describeConversion(elements)).toContain(convert);
    expect(elements.encodeH264.element).toBe(encode);
    expect(elements.encodeJpeg.element).toBe(jpeg);
    expect(remedyFor(Object.values(elements))).toBeNull();
  });

  it('missing plugins are named once, with their package', () => {
    const elements = choose(softwareOnly.filter((name) => !/avdec|openh264dec|textoverlay/.test(name)));
    expect(elements.decodeH264).toMatchObject({ element: null, essential: true });
    expect(elements.overlay).toMatchObject({ element: null, essential: false });
    expect(remedyFor(Object.values(elements))).toBe('sudo apt-get install gstreamer1.0-libav gstreamer1.0-x');
  });

  it('every encoder candidate has its settings', () => {
    for (const element of choose([]).encodeH264.candidates) {
      const description = describeH264Encoder(element, { kilobitsPerSecond: 4000, keyFrameInterval: 30 });
      expect(description).toContain(element);
      expect(description).toContain('4000');
      expect(description).toContain('30');
    }
  });
});
