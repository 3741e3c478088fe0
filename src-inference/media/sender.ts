// Sends a recorded file over UDP as a camera would: at its own pace, again and again if wanted.
import { type SendOptions, StationError } from '../contract/index.ts';
import { describeConversion, describeH264Encoder } from './elements.ts';
import { installedElements, requireElement } from './installed.ts';
import { runToEnd } from './run-to-end.ts';
import { openSource } from './source.ts';
import { explainFailure } from './source-errors.ts';
import { decoder } from './source-pipeline.ts';
import { describeStreamTarget, keyFrameInterval, resolveHost } from './stream-target.ts';

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

/** H.264 is sent as it is; other codecs are encoded anew. */
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

/** @throws StationError when the file is not a video. */
async function codecOf(path: string): Promise<string | null> {
  const probe = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: { width: 16, height: 16 }, router: null, onState: () => undefined },
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
  const properties = [
    ['file', 'location', path],
    ['packets', 'host', address],
  ] as const;
  const bus = await runToEnd({ description, properties }, signal);
  const error = bus.find('error');
  if (error?.element === 'packets') {
    throw new StationError('output_failed', `Nothing can be sent to ${address}: ${error.message}`, {
      where: address,
      hint: 'Check the address and the network.',
    });
  }
  if (error) throw explainFailure(path, bus.messages);
}
