// Codes may hold control characters, which must neither be lost nor do anything on a screen, in a log or in a terminal.

const deleteCharacter = 0x7f;
const controlPictures = 0x2400;

/** The text with the control pictures of Unicode in place of control characters: `␝` for the separator of GS1. */
export function visibleText(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    if (code < 0x20) return String.fromCodePoint(controlPictures + code);
    if (code === deleteCharacter) return '\u2421';
    // The second block of control characters, and the marks that change the direction of a text.
    return /[\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(character) ? '\ufffd' : character;
  }).join('');
}

export function hasControls(text: string): boolean {
  return visibleText(text) !== text;
}
