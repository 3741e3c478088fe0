// H.264 over UDP to another machine.
import { formatStreamTarget, type StreamSpec } from '../contract/index.ts';
import { describeH264Encoder } from './elements.ts';
import { requireElement } from './installed.ts';
import type { Output, OutputContext } from './output.ts';
import { describeRate } from './output-pipeline.ts';
import { SinglePipelineOutput } from './single-pipeline-output.ts';
import { describeStreamTarget, keyFrameInterval, resolveHost } from './stream-target.ts';

/** @throws StationError `output_invalid` when there is no such host. */
export async function openStream(spec: StreamSpec, context: OutputContext): Promise<Output> {
  const { target, annotation } = spec;
  const { kilobitsPerSecond } = target;
  requireElement('encodeH264');
  const address = await resolveHost(target);
  return new SinglePipelineOutput(
    { kind: spec.kind, target: formatStreamTarget(target) },
    context,
    (size) => ({
      size,
      annotation,
      demand: 'all',
      sink: [
        describeRate(size),
        describeH264Encoder(requireElement('encodeH264'), { kilobitsPerSecond, keyFrameInterval }),
        describeStreamTarget(target, false),
      ].join(' ! '),
      properties: [['packets', 'host', address]],
    }),
  );
}
