// The door of the room: what is done in videos, in our format and in those of other tools.
export { checkActions } from './check-actions.ts';
export { parseLabels, writeLabels } from './csv.ts';
export { endingOf, type ReadContext, readFormat, writeFormat } from './formats/index.ts';
export { labelOf } from './label-of.ts';
export { findLabelledVideos, type LabelledVideo, labelsBeside, videoTypes } from './labelled-videos.ts';
