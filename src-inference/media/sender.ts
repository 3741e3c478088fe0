// Sends a recorded file over UDP as a camera would: at its own pace, again and again if wanted.
import { type SendOptions, StationError } from '../contract/index.ts';
import { decoder } from './branches.ts';
import { describeConversion, describeH264Encoder } from './elements.ts';
import { installedElements, requireElement } from './installed.ts';
import { type BusMessage, loadAddon } from './native.ts';
import { openSource } from './source.ts';
import { explainFailure } from './source-errors.ts';
import { describeStreamTarget, resolveHost } from './stream-target.ts';

/** A receiver that joins late waits for a key frame no longer than this, at 30 frames per second one second. */
const keyFrameInterval = 30;

/**
 * Resolves when the file has been sent, or the signal came.
 *
 * @throws StationError when the file cannot be read, or nothing can be sent to the address.
 */
export async function sendFile({ video, target, loop }: SendOptions, signal: AbortSignal): Promise<void> {
  const address = await resolveHost(target);
  const description = await describeSender({ video, target, loop });
  do await sendOnce(description, video, address, signal);
  while (loop && !signal.aborted);
}

/** What is H.264 already goes out as it is. */
async function describeSender({ video, target }: SendOptions): Promise<string> {
  const codec = await codecOf(video);
  const encoded = /^H\.264/.test(codec ?? '')
    ? 'parsebin ! video/x-h264'
    : [
        decoder,
        describeConversion(installedElements()),
        'videoscale ! video/x-raw,format=I420,pixel-aspect-ratio=1/1',
        describeH264Encoder(requireElement('encodeH264'), {
          kilobitsPerSecond: target.kilobitsPerSecond,
          keyFrameInterval,
        }),
      ].join(' ! ');
  return `filesrc name=file ! ${encoded} ! queue ! ${describeStreamTarget(target, true)}`;
}

/** @throws StationError for what is no video. */
async function codecOf(path: string): Promise<string | null> {
  const probe = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: { width: 16, height: 16 }, hub: null, onState: () => undefined },
  );
  await probe.close();
  return probe.info.codec;
}

async function sendOnce(
  description: string,
  path: string,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const { Pipeline } = loadAddon();
  const messages: BusMessage[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const pipeline = new Pipeline(description, (message) => {
    if (!messages.some(({ type }) => type === message.type)) messages.push(message);
    if (message.type === 'eos' || message.type === 'error') end();
  });
  signal.addEventListener('abort', end);
  try {
    pipeline.setProperty('file', 'location', path);
    pipeline.setProperty('packets', 'host', address);
    pipeline.setState('playing');
    if (!signal.aborted) await ended;
  } finally {
    signal.removeEventListener('abort', end);
    await pipeline.stop();
  }
  const error = messages.find((message) => message.type === 'error');
  if (error?.element === 'packets') {
    throw new StationError('output_failed', `Nothing can be sent to ${address}: ${error.message}`, {
      where: address,
      hint: 'Check the address and the network.',
    });
  }
  if (error) throw explainFailure(path, messages);
}
