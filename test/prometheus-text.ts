// A strict reader of the text format of Prometheus (version 0.0.4): what it does not allow is an error, so that what a test reads is
// what a scraper reads.

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const types = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];
const suffixes: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

export class Exposition {
  readonly samples: readonly Sample[];
  private readonly typeOf: ReadonlyMap<string, string>;

  constructor(samples: readonly Sample[], typeOf: ReadonlyMap<string, string>) {
    this.samples = samples;
    this.typeOf = typeOf;
  }

  get names(): readonly string[] {
    return [...this.typeOf.keys()];
  }

  type(name: string): string | undefined {
    return this.typeOf.get(name);
  }

  /** @throws When there is not exactly one sample with these labels. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number {
    const found = this.samples.filter(
      (one) =>
        one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    );
    if (found.length !== 1) throw new Error(`${found.length} samples of ${name} ${JSON.stringify(labels)}`);
    return found[0]!.value;
  }

  labels(name: string): readonly Readonly<Record<string, string>>[] {
    return this.samples.filter((one) => one.name === name).map((one) => one.labels);
  }
}

/** @throws Error for a line that is no comment, sample or declaration, or stands where it must not. */
export function parseExposition(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const samples: Sample[] = [];
  const typeOf = new Map<string, string>();
  const helped = new Set<string>();
  let family = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const declared = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line);
    if (declared) {
      const [, what, name, rest] = declared as unknown as readonly [string, string, string, string];
      const known = what === 'HELP' ? helped.has(name) : typeOf.has(name);
      if (known) throw new Error(`${what} of ${name} twice`);
      if (what === 'HELP') helped.add(name);
      else if (types.includes(rest)) typeOf.set(name, rest);
      else throw new Error(`no type: ${line}`);
      family = name;
      continue;
    }
    if (line === '' || line.startsWith('#')) continue;
    const sample = sampleOf(line);
    const endings = suffixes[typeOf.get(family) ?? ''] ?? [''];
    if (!endings.some((ending) => sample.name === `${family}${ending}`)) {
      throw new Error(`${sample.name} stands among the samples of ${family}`);
    }
    const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
    if (samples.some((one) => `${one.name} ${JSON.stringify(Object.entries(one.labels).sort())}` === key)) {
      throw new Error(`twice: ${line}`);
    }
    samples.push(sample);
  }
  return new Exposition(samples, typeOf);
}

function sampleOf(line: string): Sample {
  const parts = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
  if (!parts) throw new Error(`no sample: ${line}`);
  const [, name, inside = '', number] = parts as unknown as readonly [
    string,
    string,
    string | undefined,
    string,
  ];
  const labels: Record<string, string> = {};
  const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;
  while (label.lastIndex < inside.length) {
    const found = label.exec(inside);
    if (!found) throw new Error(`no labels: ${line}`);
    if (Object.hasOwn(labels, found[1]!)) throw new Error(`label twice: ${line}`);
    labels[found[1]!] = found[2]!;
  }
  const value =
    number === '+Inf'
      ? Number.POSITIVE_INFINITY
      : number === '-Inf'
        ? Number.NEGATIVE_INFINITY
        : Number(number);
  if (Number.isNaN(value) && number !== 'NaN') throw new Error(`no number: ${line}`);
  return { name, labels, value };
}
