// Application identifiers of GS1 with the form of their data, after the GS1 Barcode Syntax Dictionary
// (https://github.com/gs1/gs1-syntax-dictionary, July 2026), which follows the GS1 General Specifications, section 3.

interface Component {
  readonly digits: boolean;
  /** Of fixed length when both are the same. */
  readonly least: number;
  readonly most: number;
}

interface Form {
  readonly components: readonly Component[];
  /** The data begins with a key of so many digits, of which the last is a check digit; 0: it does not. */
  readonly checkedDigits: number;
}

export interface Identifier extends Form {
  readonly identifier: string;
  /** Its length is known to every reader: no separator is needed behind it. */
  readonly isPredefined: boolean;
}

/**
 * `N6`: 6 digits; `X..20`: 1 to 20 characters; `N14*`: the last of the 14 digits is a check digit; `[X..17]`: may be left out.
 * `310-316n`: 310 to 316, each with a digit from 0 to 5 behind it for the place of the decimal point.
 */
const predefined: Readonly<Record<string, string>> = {
  'N18*': '00',
  'N14*': '01-03',
  'N13*': '410-417',
  N2: '20',
  N6: '11-13 15-17 310-316n 320-337n 340-357n 360-369n',
};

const others: Readonly<Record<string, string>> = {
  'N18*': '8017-8018',
  'N17*': '402',
  'N14* [X..16]': '8003',
  'N14* N4': '8006 8026',
  'N13* [X..17]': '253',
  'N13* [N..12]': '255',
  N1: '4321-4323 7252',
  N2: '7241',
  N3: '422 424 426',
  N4: '3940-3943 8111',
  N6: '395n 4326 7006 8005',
  N8: '7250',
  N10: '4324-4325 7003',
  N12: '7251',
  N13: '7001',
  N14: '8001',
  N15: '8040-8041',
  N20: '4309',
  N32: '8042',
  'N..4': '7004',
  'N..6': '242',
  'N..8': '30 37',
  'N..10': '8019',
  'N..12': '8011',
  'N..15': '3900-3909 3920-3929',
  'N3 N..15': '3910-3919 3930-3939',
  'N3 [N..12]': '423 425',
  'N3 X..9': '421',
  'N3 X..27': '7030-7039',
  'N6 [N4]': '7011',
  'N6 [N6]': '7007',
  'N6 [X1]': '4330-4333',
  'N8 [N2] [N2]': '8008',
  'N18 [N..2]': '8043',
  'N1 X3': '7040',
  X2: '4307 4317',
  X3: '7258',
  'X2 X..28': '7230-7239',
  'X..2': '7010',
  'X..3': '427 7008',
  'X..4': '7041',
  'X..10': '7009 7255',
  'X..12': '7005',
  'X..20': '10 21-22 243 254 420 710-717 4318 7020-7022 7240 8002 8012',
  'X..25': '7242 8013-8014 8020',
  'X..28': '235',
  'X..30': '90 240-241 250-251 400-401 403 4308 4319 7002 7023 8004 8010',
  'X..34': '8007',
  'X..35': '4300-4301 4310-4311 4320',
  'X..40': '7253-7254 7259',
  'X..50': '8009',
  'X..70': '4302-4306 4312-4316 7257 8110 8112 8200',
  'X..90': '91-99 7256 8030',
};

const identifiers: ReadonlyMap<string, Identifier> = new Map([
  ...entriesOf(predefined, true),
  ...entriesOf(others, false),
]);

/** @returns The identifier at a place of the text; null: GS1 has none such. No identifier begins with another one. */
export function identifierAt(text: string, at: number): Identifier | null {
  for (const length of [2, 3, 4]) {
    const known = identifiers.get(text.slice(at, at + length));
    if (known) return known;
  }
  return null;
}

function entriesOf(
  table: Readonly<Record<string, string>>,
  isPredefined: boolean,
): readonly (readonly [string, Identifier])[] {
  return Object.entries(table).flatMap(([form, list]) =>
    list
      .split(' ')
      .flatMap(expanded)
      .map((identifier) => [identifier, { identifier, isPredefined, ...parseForm(form) }] as const),
  );
}

/** `310-311n`: 3100 to 3105 and 3110 to 3115. */
function expanded(range: string): readonly string[] {
  const [, first = '', last = first, hasPlaces] = /^(\d+)(?:-(\d+))?(n)?$/.exec(range)!;
  const count = Number(last) - Number(first) + 1;
  const numbers = Array.from({ length: count }, (_, index) =>
    String(Number(first) + index).padStart(first.length, '0'),
  );
  return hasPlaces
    ? numbers.flatMap((number) => [0, 1, 2, 3, 4, 5].map((place) => `${number}${place}`))
    : numbers;
}

function parseForm(form: string): Form {
  let checkedDigits = 0;
  const components = form.split(' ').map((word): Component => {
    const [, optional, characters, upTo, number, checked] = /^(\[?)([NX])(\.\.)?(\d+)(\*?)\]?$/.exec(word)!;
    const most = Number(number);
    if (checked) checkedDigits = most;
    // Of a part that may be left out, a shorter one than the form asks for is not worth an error of its own.
    return { digits: characters === 'N', least: optional ? 0 : upTo ? 1 : most, most };
  });
  return { components, checkedDigits };
}
