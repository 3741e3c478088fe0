// JPEG pictures for a screen, one for each request.
import { type PreviewFrame, type PreviewSpec, StationError } from '../contract/index.ts';
import { requireElement } from './installed.ts';
import type { OutputContext } from './output.ts';
import { evenSize, type PictureSize, previewSink } from './output-pipeline.ts';
import { SinglePipelineOutput } from './single-pipeline-output.ts';

export class Preview extends SinglePipelineOutput {
  private sequence = 0;
  private isRequested = false;

  constructor(spec: PreviewSpec, context: OutputContext) {
    requireElement('encodeJpeg');
    super({ kind: spec.kind, target: `${spec.width} pixels wide` }, context, (source) => ({
      size: evenSize({ ...source, ...scaledTo(spec.width, source) }),
      annotation: spec.annotation,
      demand: 'onRequest',
      sink: [
        `${requireElement('encodeJpeg')} quality=${spec.quality}`,
        `appsink name=${previewSink} sync=false enable-last-sample=false max-buffers=1 drop=true`,
      ].join(' ! '),
      properties: [],
    }));
  }

  /**
   * Resolves with the newest picture, as soon as there is one that was not given yet. Null when the preview is detached.
   *
   * @throws StationError `not_possible` while another request waits, or when no source has shown a picture yet.
   */
  async next(): Promise<PreviewFrame | null> {
    if (this.isClosed) return null;
    if (this.isRequested) throw notYet('Another request for a picture waits.');
    if (this.pipeline === null) throw notYet('No source has shown a picture yet.');
    this.isRequested = true;
    const picture = await this.pipeline.next();
    this.isRequested = false;
    if (picture === null) return null;
    const { data, width, height, captureSeconds } = picture;
    this.sequence += 1;
    return { data, width, height, sequence: this.sequence, captureSeconds: captureSeconds ?? 0 };
  }
}

function notYet(why: string): StationError {
  return new StationError('not_possible', why, {
    hint: 'Ask again when the last request was answered, or when a source plays.',
  });
}

/** Never larger than the source. */
function scaledTo(width: number, source: PictureSize): { width: number; height: number } {
  if (width >= source.width) return { width: source.width, height: source.height };
  return { width, height: Math.round((source.height * width) / source.width) };
}
