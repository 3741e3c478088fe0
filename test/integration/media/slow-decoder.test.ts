// A machine that cannot decode a live source as fast as its pictures come: they wait in front of the decoder, and get later and later.
import { afterEach, expect, it } from 'vitest';
import { LiveConnection } from '../../../src-inference/media/live-connection.ts';
import { sourceElements } from '../../../src-inference/media/source-pipeline.ts';

let connection: LiveConnection | undefined;

afterEach(() => connection?.close());

/** @param milliseconds Time that each picture takes; 25 come in a second. */
function connect(milliseconds: number): LiveConnection {
  const size = 'video/x-raw,format=RGB,width=64,height=48';
  connection = new LiveConnection(
    {
      description:
        `videotestsrc is-live=true ! ${size},framerate=25/1 ! queue max-size-buffers=0 max-size-bytes=0 max-size-time=0 ! ` +
        `identity sleep-time=${milliseconds * 1000} ! tee name=${sourceElements.upright} ! ` +
        `appsink name=${sourceElements.networkSink} sync=false max-buffers=8 drop=true`,
      properties: [],
      software: true,
    },
    null,
    null,
  );
  return connection;
}

it('is given up when pictures are too late, and says by how much', async () => {
  const slow = connect(100);
  let frames = 0;
  while ((await slow.next(null, 1)) !== null) frames += 1;
  expect(frames).toBeGreaterThan(0);
  expect(slow.lost).toMatchObject({ error: null, hasPlayed: true, lateSeconds: expect.any(Number) });
  expect(slow.lost!.lateSeconds).toBeGreaterThan(1);
});

it('is kept while a few late pictures come, as after a pause', async () => {
  const quick = connect(0);
  for (let frames = 0; frames < 3; frames += 1) expect(await quick.next(null, -1)).not.toBeNull();
  for (let frames = 0; frames < 40; frames += 1) expect(await quick.next(null, 3600)).not.toBeNull();
  for (let frames = 0; frames < 10; frames += 1) expect(await quick.next(null, -1)).not.toBeNull();
  expect(quick.lost).toBeNull();
});
