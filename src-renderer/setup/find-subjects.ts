// Finds the subject of a setting by words of its texts. Pure.

export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** Whether every word is somewhere in the texts, without regard to case and accents. */
export function holdsWords(texts: readonly (string | TextTree)[], words: string): boolean {
  const all = plain(texts.map(joined).join(' '));
  return plain(words)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function joined(texts: string | TextTree): string {
  return typeof texts === 'string' ? texts : Object.values(texts).map(joined).join(' ');
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}
