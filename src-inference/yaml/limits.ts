// What no person writes, and what would hold up a station or end it: the parser needs seconds for long texts, and so much memory for
// deep ones that the process ends. Looked at before a text is parsed. Pure.

const mostCharacters = 128 * 1024;
/** One list or map inside the other. */
const mostLevels = 64;

/** Where a text goes beyond the limits, as an offset, and why; null: it does not. */
export function beyondLimits(text: string): { readonly message: string; readonly offset: number } | null {
  if (text.length > mostCharacters) {
    return { message: `The text is longer than ${mostCharacters / 1024} kB.`, offset: 0 };
  }
  const offset = tooDeepAt(text);
  return offset === null ? null : { message: 'The file is nested too deeply.', offset };
}

/** Counts indentation, `- ` and brackets. Those in texts count too: no text has so many. */
function tooDeepAt(text: string): number | null {
  const indents: number[] = [];
  let brackets = 0;
  let start = 0;
  for (const line of text.split('\n')) {
    const [prefix] = /^(?: |[-?] )*/.exec(line)!;
    if (prefix.length < line.length) {
      const indent = prefix.search(/[^ ]|$/);
      while (indents.length > 0 && indents.at(-1)! >= indent) indents.pop();
      indents.push(indent);
    }
    const marks = prefix.length - prefix.replaceAll(/[-?]/g, '').length;
    for (let at = prefix.length; at < line.length; at++) {
      const character = line[at];
      if (character === '[' || character === '{') brackets += 1;
      else if ((character === ']' || character === '}') && brackets > 0) brackets -= 1;
      if (brackets > mostLevels) return start + at;
    }
    if (indents.length + marks > mostLevels) return start;
    start += line.length + 1;
  }
  return null;
}
