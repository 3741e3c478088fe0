// Tells a scanner from a person at the keyboard. A scanner is a keyboard that types a whole code within a few hundredths of a
// second and ends it with Enter or Tab. Nobody knows with the first key who typed it: outside of fields, keys are held back
// until the next one comes or fails to come. Pure: times are those of the events, and the owner says when a pause is over.

export interface ScannerOptions {
  /** What the scanner sends before each code; empty: nothing. */
  readonly prefix: string;
  /** What it sends behind each code, if not Enter or Tab. */
  readonly suffix: string;
}

export interface PressedKey {
  /** As in `KeyboardEvent.key`. */
  readonly key: string;
  readonly ctrl: boolean;
  /** Alt or Meta. */
  readonly other: boolean;
  /** `timeStamp` of the event, in milliseconds. */
  readonly at: number;
  /** Whether a field has the focus, which takes the key as text. */
  readonly inField: boolean;
}

export type KeyDecision =
  /** A person's key: it goes where it was going. */
  | { readonly kind: 'pass' }
  /** Nobody may see it yet; `settle` tells what becomes of it. */
  | { readonly kind: 'hold' }
  /** It goes into the field, but may have to be taken out again. `isFirst`: the field is still as the person left it. */
  | { readonly kind: 'watch'; readonly isFirst: boolean }
  /** A scanner has typed it. Nobody else may see this key. */
  | { readonly kind: 'code'; readonly text: string; readonly inField: boolean };

/** The slowest scanners send a key every 30 ms; people take 80 ms and more. */
const longestGapMilliseconds = 50;
/** After its prefix a scanner may be slower: a radio link pauses now and then. */
const longestGapBehindPrefix = 500;
/** Two keys that are rolled over each other are not a code. */
const shortestCode = 3;
const control = /^[a-z[\\\]^_]$/i;

export class ScannerKeys {
  private readonly options: ScannerOptions;
  private text = '';
  private inField = false;
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(options: ScannerOptions) {
    this.options = options;
  }

  /** Milliseconds of silence after which `settle` is due. */
  get gapMilliseconds(): number {
    const { prefix } = this.options;
    return prefix !== '' && this.text.startsWith(prefix) ? longestGapBehindPrefix : longestGapMilliseconds;
  }

  /** Call `settle` first when the pause before this key was too long: `isContinued` tells. */
  press(pressed: PressedKey): KeyDecision {
    const character = characterOf(pressed);
    if (this.text !== '' && isEnd(pressed.key)) return this.end(pressed.at);
    if (character === null || (this.text === '' && !this.mayBegin(pressed, character))) {
      return { kind: 'pass' };
    }
    const isFirst = this.text === '';
    this.text += character;
    this.lastAt = pressed.at;
    this.inField = pressed.inField;
    const { suffix } = this.options;
    if (suffix !== '' && this.text.endsWith(suffix) && this.text.length - suffix.length >= shortestCode) {
      return this.end(pressed.at);
    }
    return pressed.inField ? { kind: 'watch', isFirst } : { kind: 'hold' };
  }

  /** Whether the key comes soon enough after those before it, and goes to the same place. */
  isContinued({ at, inField }: PressedKey): boolean {
    return this.text !== '' && at - this.lastAt <= this.gapMilliseconds && inField === this.inField;
  }

  /** The pause was too long. @returns Whether the keys that were held back are a person's, who may have them. */
  settle(): boolean {
    const isPersons = this.text.length < shortestCode;
    this.text = '';
    return isPersons;
  }

  private end(at: number): KeyDecision {
    const { text, inField } = this;
    if (text.length < shortestCode || at - this.lastAt > this.gapMilliseconds) return { kind: 'pass' };
    this.text = '';
    return { kind: 'code', text, inField };
  }

  /** The space bar presses the button that has the focus, and Control with a letter is a command of the browser. */
  private mayBegin({ ctrl }: PressedKey, character: string): boolean {
    return character !== ' ' && (!ctrl || character === this.options.prefix[0] || character === '\u001d');
  }
}

/** Scanners send a control character as Control with a letter: Control and `]` is the separator of GS1 (ASCII 29). */
function characterOf({ key, ctrl, other }: PressedKey): string | null {
  if (other || key.length !== 1) return null;
  if (!ctrl) return key;
  return control.test(key) ? String.fromCharCode(key.toUpperCase().charCodeAt(0) - 0x40) : null;
}

function isEnd(key: string): boolean {
  return key === 'Enter' || key === 'Tab';
}
