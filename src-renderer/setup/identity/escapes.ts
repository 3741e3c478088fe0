// Control characters in a field: `\x1d` stands for ASCII 29, `\\` for a backslash. Pure.

export function showEscapes(text: string): string {
  return Array.from(text, (character) => {
    if (character === '\\') return '\\\\';
    const code = character.charCodeAt(0);
    return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : character;
  }).join('');
}

export function readEscapes(typed: string): string {
  return typed.replace(/\\(?:x([0-9a-f]{2})|\\)/gi, (_, code?: string) =>
    code === undefined ? '\\' : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
