// Renders the one video that its argument describes: a process each, so that several cores are used.
import { renderVideo } from './video.ts';

const { frames } = await renderVideo(JSON.parse(process.argv[2]!));
process.send?.(frames);
if (process.connected) process.disconnect();
