// The end of a pipeline that gives encoded pictures to Node, in GStreamer's syntax. It never makes the pipeline wait.

/** Name of the appsink. */
export const filmSink = 'film';
/** Pictures that wait for Node; a busy Node loses pictures rather than hold up an encoder. */
const waitingPictures = 600;

/** Parameter sets come with every key frame, so that a clip may begin at any of them. */
export const byteStream =
  'h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au';

export const filmBranch = [
  byteStream,
  `appsink name=${filmSink} sync=false async=false wait-on-eos=false enable-last-sample=false ` +
    `max-buffers=${waitingPictures} drop=true`,
].join(' ! ');
