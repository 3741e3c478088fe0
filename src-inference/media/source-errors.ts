// What GStreamer said on its bus, as one sentence for a person.
import { StationError } from '../contract/index.ts';
import type { BusMessage } from './native.ts';

/** @param brokeAtSeconds Time of the last good frame, when there was one. */
export function explainFailure(
  path: string,
  messages: readonly BusMessage[],
  brokeAtSeconds?: number,
): StationError {
  const missing = messages.filter((message) => message.type === 'missingPlugin');
  const wanted = missing.map(({ detail }) => mediaType(detail));
  if (brokeAtSeconds === undefined && wanted.length > 0) {
    const video = missing.find((_, i) => wanted[i]?.startsWith('video/') || wanted[i]?.startsWith('image/'));
    return video ? missingDecoder(path, video.detail) : notVideo(path);
  }
  const error = messages.find((message) => message.type === 'error');
  if (brokeAtSeconds !== undefined) {
    return new StationError(
      'source_unreadable',
      `"${path}" cannot be decoded after ${brokeAtSeconds.toFixed(1)} s.`,
      { where: path, hint: hintOf(error, 'The recording is damaged there; copy or record it again.') },
    );
  }
  if (!error) {
    return new StationError('source_not_video', `"${path}" shows no picture.`, {
      where: path,
      hint: 'Give a video with at least one frame.',
    });
  }
  if (isUnknownType(error)) {
    return new StationError('source_unreadable', `"${path}" is no video: its format is not known.`, {
      where: path,
      hint: 'Give a video file (mp4, mkv, mov, avi, ...); this one is damaged or something else.',
    });
  }
  return new StationError('source_unreadable', `"${path}" cannot be read as a video.`, {
    where: path,
    hint: hintOf(error, 'The file is damaged or was cut off; copy or record it again.'),
  });
}

function missingDecoder(path: string, detail: string): StationError {
  return new StationError('media_unavailable', `No decoder is installed for "${path}" (${mediaType(detail)}).`, {
    where: path,
    hint: 'Install gstreamer1.0-libav, gstreamer1.0-plugins-good, -bad and -ugly ("npm run setup" does it).',
  });
}

function notVideo(path: string): StationError {
  return new StationError('source_not_video', `"${path}" holds no video, only sound or text.`, {
    where: path,
    hint: 'Give a recording with a picture.',
  });
}

/** `audio/x-raw` from the structure that announces a missing plugin. */
function mediaType(detail: string): string {
  return /detail=[^"]*?"?([a-z]+\/[a-z0-9.+-]+)/i.exec(detail)?.[1] ?? 'unknown';
}

/** GST_STREAM_ERROR_TYPE_NOT_FOUND of gsterror.h. */
function isUnknownType(error: BusMessage & { type: 'error' }): boolean {
  return error.domain === 'gst-stream-error-quark' && error.code === '4';
}

function hintOf(error: BusMessage | undefined, advice: string): string {
  return error?.type === 'error' ? `${advice} GStreamer says: ${error.message}` : advice;
}
