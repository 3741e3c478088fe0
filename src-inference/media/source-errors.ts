// Messages of GStreamer's bus as errors for people.
import { StationError } from '../contract/index.ts';
import type { BusMessage } from './native.ts';

/** @param brokeAtSeconds Time of the last good frame; left out when there was none. */
export function explainFailure(
  path: string,
  messages: readonly BusMessage[],
  brokeAtSeconds?: number,
): StationError {
  const error = messages.find((message) => message.type === 'error');
  if (brokeAtSeconds !== undefined) {
    return new StationError(
      'source_unreadable',
      `"${path}" cannot be decoded after ${brokeAtSeconds.toFixed(1)} s.`,
      { where: path, hint: hintOf(error, 'The recording is damaged there; copy or record it again.') },
    );
  }
  if (!error) {
    return new StationError('source_unreadable', `"${path}" shows no picture.`, {
      where: path,
      hint: 'The file is damaged or was cut off; copy or record it again.',
    });
  }
  const missing = missingDecoders(error);
  if (missing.length > 0) {
    const video = missing.find((mediaType) => /^(video|image)\//.test(mediaType));
    return video ? missingDecoder(path, video) : notVideo(path);
  }
  if (isUnknownType(error)) {
    return new StationError('source_unreadable', `"${path}" is not a video: its format is not known.`, {
      where: path,
      hint: 'Give a video file (mp4, mkv, mov, avi, ...); this one is damaged or something else.',
    });
  }
  if (/reason not-(?:negotiated|linked)/.test(error.debug)) {
    return new StationError(
      'source_unreadable',
      `"${path}" has its pictures in a form that GStreamer does not understand.`,
      { where: path, hint: `Convert it: ffmpeg -i "${path}" -pix_fmt yuv420p video.mp4` },
    );
  }
  return new StationError('source_unreadable', `"${path}" cannot be read as a video.`, {
    where: path,
    hint: hintOf(error, 'The file is damaged or was cut off; copy or record it again.'),
  });
}

/** @param promisedSeconds Length that the container states; null: it only states that more must follow. */
export function cutOff(path: string, endSeconds: number, promisedSeconds: number | null): StationError {
  const isShorter = promisedSeconds !== null && promisedSeconds > endSeconds + 0.05;
  return new StationError(
    'source_unreadable',
    isShorter
      ? `"${path}" should be ${promisedSeconds.toFixed(1)} s long, but its picture ends at ${endSeconds.toFixed(1)} s.`
      : `The end of "${path}" is missing: its picture ends at ${endSeconds.toFixed(1)} s.`,
    { where: path, hint: 'The file was cut off or is damaged: copy or record it again.' },
  );
}

export function encrypted(path: string): StationError {
  return new StationError('source_unreadable', `The picture of "${path}" is encrypted.`, {
    where: path,
    hint: 'Give a recording without copy protection.',
  });
}

export function animatedPicture(path: string): StationError {
  return new StationError('source_not_video', `"${path}" is an animated picture (GIF), not a video.`, {
    where: path,
    hint: `Make a video of it: ffmpeg -i "${path}" video.mp4`,
  });
}

export function singlePicture(path: string): StationError {
  return new StationError('source_not_video', `"${path}" is a single picture.`, {
    where: path,
    hint: 'Give a recorded video.',
  });
}

function missingDecoder(path: string, mediaType: string): StationError {
  return new StationError('media_unavailable', `No decoder is installed for "${path}" (${mediaType}).`, {
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

/**
 * Media types, such as `audio/x-raw`, that decodebin found no decoder for. It is told to look for video only, so a file
 * without a picture ends here too (GST_CORE_ERROR_MISSING_PLUGIN of gsterror.h).
 */
export function missingDecoders(error: BusMessage & { type: 'error' }): string[] {
  if (error.domain !== 'gst-core-error-quark' || error.code !== '12') return [];
  return [...error.debug.matchAll(/^Missing decoder: .*?\(([a-z]+\/[^,)]+)/gm)].map((match) => match[1]!);
}

/** GST_STREAM_ERROR_TYPE_NOT_FOUND of gsterror.h. */
function isUnknownType(error: BusMessage & { type: 'error' }): boolean {
  return error.domain === 'gst-stream-error-quark' && error.code === '4';
}

function hintOf(error: BusMessage | undefined, advice: string): string {
  return error?.type === 'error' ? `${advice} GStreamer says: ${error.message}` : advice;
}
