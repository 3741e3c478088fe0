// The door: how steps, parts and log entries are put into words, in every room alike.
export {
  filterLines,
  type LineKind,
  type LogFilter,
  type LogLine,
  lineKinds,
  logLine,
  type MessageContext,
} from './log-lines.ts';
export { problemMessage, problemsOf, remarkOf } from './problems.ts';
export { evidenceMessage } from './reasons.ts';
export { createTitles, type Titles, titleOf, useTitles } from './titles.ts';
