// Which parts an element of a recipe belongs to, by the serial number or order that was scanned.

/** Patterns of codes: `*` stands for any characters, `?` for one. */
export interface CodeCondition {
  /** One of them fits; empty: every code does. */
  readonly when: readonly string[];
  /** None of them fits. */
  readonly unless: readonly string[];
}

/** @param code Null for a part without a code: no pattern fits it. */
export function meetsCode({ when, unless }: CodeCondition, code: string | null): boolean {
  const fits = (pattern: string): boolean => code !== null && fitsPattern(code, pattern);
  return (when.length === 0 || when.some(fits)) && !unless.some(fits);
}

/** Goes back to the last `*` only, so that a pattern of many `*` takes no longer than one. */
function fitsPattern(code: string, pattern: string): boolean {
  let [at, inPattern, star, afterStar] = [0, 0, -1, 0];
  while (at < code.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      afterStar = at;
    } else if (wanted === '?' || wanted === code[at]) {
      at++;
      inPattern++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++afterStar;
    } else {
      return false;
    }
  }
  return [...pattern.slice(inPattern)].every((left) => left === '*');
}
