// What a scanned code says: a badge, or which part it is. Pure.
import {
  type IdentityField,
  type IdentitySettings,
  identityFields,
  type PartIdentity,
  StationError,
} from '../contract/index.ts';
import {
  type ElementStrings,
  groupSeparator,
  hasCheckDigit,
  readBracketed,
  readElementStrings,
} from './gs1.ts';
import { hasControls, visibleText } from './visible-text.ts';

export type ScannedCode =
  | { readonly kind: 'badge'; readonly badge: string }
  | { readonly kind: 'part'; readonly identity: PartIdentity };

/** Symbology identifiers (ISO/IEC 15424) of symbols that carry element strings: GS1-128, DataMatrix, QR code, DataBar, DotCode. */
const gs1Symbologies = [']C1', ']d2', ']Q3', ']e0', ']J1'];
const symbology = /^\][A-Za-z][0-9A-Za-z]/;
const bracketed = /^(\(\d{2,4}\)[^(]+)+$/;
/** A number of an article, and something behind it: a scanner that sends neither symbology nor separator. */
const articleNumber = /^01(\d{14})./;
const longestValue = 200;

/** @throws StationError `code_invalid`. */
export function readCode(text: string, settings: IdentitySettings): ScannedCode {
  const { scanner, plainCode, gs1 } = settings;
  const code = withoutFrame(text, scanner);
  if (code === '') throw invalid('it is empty', 'Scan it again.');
  const { badgePrefix } = scanner;
  if (badgePrefix !== '' && code.startsWith(badgePrefix)) {
    const badge = code.slice(badgePrefix.length).trim();
    if (badge === '') throw invalid('the badge has no number', 'Scan it again.');
    return { kind: 'badge', badge };
  }
  const elements = elementsOf(code);
  if (elements !== null) return { kind: 'part', identity: identityOf(elements, gs1) };
  const value = code.replace(symbology, '').trim();
  if (hasControls(value)) {
    throw invalid(`"${visibleText(value)}" has control characters`, 'Scan the label of the part.');
  }
  if (value === '' || value.length > longestValue) {
    throw invalid(`it must have 1 to ${longestValue} characters`, 'Scan the label of the part.');
  }
  const none: PartIdentity = { serial: null, order: null, variant: null };
  return { kind: 'part', identity: { ...none, [plainCode]: value } };
}

/** What the scanner puts around each code is taken away, and its sign for the separator becomes the separator. */
function withoutFrame(text: string, { prefix, suffix, separator }: IdentitySettings['scanner']): string {
  let code = text.replace(/[\r\n\t]+$/, '');
  if (prefix !== '' && code.startsWith(prefix)) code = code.slice(prefix.length);
  if (suffix !== '' && code.endsWith(suffix)) code = code.slice(0, -suffix.length);
  if (separator !== '') code = code.replaceAll(separator, groupSeparator);
  return code.replace(/^ +| +$/g, '');
}

/** Null for a code that is not one of GS1. */
function elementsOf(code: string): ElementStrings | null {
  if (gs1Symbologies.some((one) => code.startsWith(one))) return readElementStrings(code.slice(3));
  if (symbology.test(code)) return null;
  if (code.includes(groupSeparator)) return readElementStrings(code);
  if (bracketed.test(code)) return readBracketed(code);
  const [, number] = articleNumber.exec(code) ?? [];
  if (number === undefined || !hasCheckDigit(number)) return null;
  try {
    return readElementStrings(code);
  } catch {
    return null;
  }
}

function identityOf(elements: ElementStrings, gs1: IdentitySettings['gs1']): PartIdentity {
  const field = (name: IdentityField): string | null => elements.get(gs1[name]) ?? null;
  const identity = { serial: field('serial'), order: field('order'), variant: field('variant') };
  if (identityFields.some((name) => identity[name] !== null)) return identity;
  const wanted = identityFields.map((name) => `(${gs1[name]})`).join(', ');
  const found = [...elements.keys()].map((name) => `(${name})`).join(', ');
  throw invalid(
    `it holds ${found || 'nothing'}, and none of ${wanted}`,
    'Scan the label of the part, or choose other identifiers in Setup.',
  );
}

function invalid(why: string, hint: string): StationError {
  return new StationError('code_invalid', `The code cannot be used: ${why}.`, { hint });
}
