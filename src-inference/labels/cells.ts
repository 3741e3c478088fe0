// Cells of a line of CSV (RFC 4180), with commas, semicolons or tabs between them. Pure.

const separators = [',', ';', '\t'] as const;

/** The separator of a file, by its first line. */
export function findSeparator(line: string): string {
  return separators.find((one) => line.includes(one)) ?? ',';
}

/** A cell in double quotes may hold separators, and double quotes that are written twice. Spaces around cells are left out. */
export function splitLine(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (line[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (char === separator) {
      cells.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  cells.push(cell.trim());
  return cells;
}

/** For a line with commas. */
export function writeCell(text: string): string {
  return /[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
