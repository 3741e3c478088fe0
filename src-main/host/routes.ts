// Answers HTTP requests: commands, the screens, the videos.
import { findContentFile } from '../content/index.ts';
import { type Exchange, isReading, requireSession, sendFile, sendMissing, sendText } from '../http/index.ts';
import {
  type fetchedFolders,
  type StationFollower,
  type Supervisor,
  videoFoldersOf,
} from '../supervisor/index.ts';
import { answerCommand, isCommandPath } from './commands.ts';

export interface RouteContext {
  readonly follower: StationFollower;
  readonly supervisor: Supervisor;
  /** Folder of the built screens. */
  readonly screens: string;
  /** Folders of what the engine writes for screens. */
  readonly fetched: ReturnType<typeof fetchedFolders>;
}

/** Rejects when the connection breaks or a file vanishes while it is sent. */
export async function answer(exchange: Exchange, context: RouteContext): Promise<void> {
  const { request, response, url } = exchange;
  const { pathname } = url;
  if (!isReading(request)) {
    if (isCommandPath(pathname)) return answerCommand(exchange, context.supervisor);
    return sendText(response, 404, 'POST is only for /login, /logout and /commands/NAME.');
  }
  if (requireSession(exchange) === null) return;
  const { follower, supervisor, screens, fetched } = context;
  const videos = videoFoldersOf(follower.station);
  const file = await findContentFile(pathname, {
    screens,
    ...fetched,
    ...videos,
    allowed: supervisor.allowed,
  });
  if (file !== null) return sendFile(request, response, file);
  sendMissing(exchange);
}
