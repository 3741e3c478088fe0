// Reads the element strings of GS1 (GS1 General Specifications, sections 3 and 7.8): application identifiers with their data,
// one after the other, a separator (FNC1, transmitted as ASCII 29) behind data whose length is not predefined. Pure.
import { StationError } from '../contract/index.ts';
import { type Identifier, identifierAt } from './gs1-identifiers.ts';
import { visibleText } from './visible-text.ts';

export const groupSeparator = '\u001d';

/** Identifier to its data. */
export type ElementStrings = ReadonlyMap<string, string>;

/** The 82 characters that GS1 allows in data, a subset of ISO/IEC 646 (section 7.11). */
const allowed = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/;

/**
 * @param text Without the identifier of the symbology. A separator at its beginning or end is ignored.
 * @throws StationError `code_invalid`.
 */
export function readElementStrings(text: string): ElementStrings {
  const elements = new Map<string, string>();
  let at = text.startsWith(groupSeparator) ? 1 : 0;
  while (at < text.length) {
    const identifier = identifierAt(text, at);
    if (identifier === null) {
      throw invalid(`"${visibleText(text.slice(at, at + 4))}" is no application identifier of GS1`);
    }
    at += identifier.identifier.length;
    const end = endOf(identifier, text, at);
    const data = text.slice(at, end);
    check(identifier, data);
    const before = elements.get(identifier.identifier);
    if (before !== undefined && before !== data) {
      throw invalid(`it has (${identifier.identifier}) twice, with different data`);
    }
    elements.set(identifier.identifier, data);
    at = text[end] === groupSeparator ? end + 1 : end;
  }
  return elements;
}

/** Element strings as people read and type them: `(01)04012345123456(21)4711`. */
export function readBracketed(text: string): ElementStrings {
  const plain = [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)].map(([, identifier, data]) => identifier! + data);
  return readElementStrings(plain.join(groupSeparator));
}

/** Whether the last digit is the check digit of the others (modulo 10, section 7.9). */
export function hasCheckDigit(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}

function endOf(identifier: Identifier, text: string, at: number): number {
  const separator = text.indexOf(groupSeparator, at);
  const nextSeparator = separator === -1 ? text.length : separator;
  if (!identifier.isPredefined) return nextSeparator;
  const length = identifier.components.reduce((sum, { most }) => sum + most, 0);
  return Math.min(at + length, nextSeparator);
}

function check({ identifier, components, checkedDigits }: Identifier, data: string): void {
  const where = `(${identifier})`;
  if (!allowed.test(data)) throw invalid(`${where} holds characters that GS1 does not allow`);
  const pattern = components.map(({ digits, least, most }) => `${digits ? '\\d' : '.'}{${least},${most}}`);
  if (!new RegExp(`^${pattern.join('')}$`).test(data)) {
    throw invalid(`"${data}" is too short, too long or no number for ${where}`);
  }
  if (checkedDigits > 0 && !hasCheckDigit(data.slice(0, checkedDigits))) {
    throw invalid(`the check digit of ${where} ${data.slice(0, checkedDigits)} is wrong`);
  }
}

function invalid(why: string): StationError {
  return new StationError('code_invalid', `The code cannot be read: ${why}.`, {
    hint: 'Scan it again. If that does not help, the label is wrong, or the scanner sends no separators.',
  });
}
