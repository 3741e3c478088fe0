// What a process printed before it died, to explain why.
import type { Readable } from 'node:stream';

const keptCharacters = 4000;
const keptLines = 6;

/** Reads the stream for good. @returns The last lines until now, without a stack trace: it is of no use to a person. */
export function keepLastWords(stream: Readable | null): () => string {
  let tail = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-keptCharacters);
  });
  return () => {
    const lines = tail.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
    return lines.slice(-keptLines).join('\n');
  };
}
