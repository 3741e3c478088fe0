// What the container of a recorded file says of itself, where GStreamer does not pass it on: whether all of it is there, how
// long the picture is shown, and whether it is encrypted.
import { withBytes } from './byte-source.ts';
import { type ContainerFacts, unknownContainer } from './facts.ts';
import { readIsoFile } from './iso-file.ts';
import { readMatroska } from './matroska.ts';
import { readRiff } from './riff.ts';

/** A file that cannot be understood is left to GStreamer: nothing is known of it then. */
export async function readContainer(path: string): Promise<ContainerFacts> {
  return await withBytes(path, async (bytes) => {
    const start = await bytes.read(0, 12);
    const kind = start.toString('latin1');
    // As GStreamer recognises it: its reader never comes to the end of one whose header is damaged.
    if (/^GIF8/.test(kind)) return { ...unknownContainer, isAnimatedPicture: true };
    if (/^....(ftyp|moov|mdat|free|skip|wide|styp)/s.test(kind)) {
      return { ...unknownContainer, ...(await readIsoFile(bytes)) };
    }
    if (start.length >= 4 && start.readUInt32BE(0) === 0x1a45dfa3) {
      return { ...unknownContainer, ...(await readMatroska(bytes)) };
    }
    if (/^RIFF....AVI /s.test(kind)) return { ...unknownContainer, ...(await readRiff(bytes)) };
    return unknownContainer;
  }).catch(() => unknownContainer);
}
