// The text form that sources and outputs share: `scheme:address#name=value&name=value`. Options come after the `#`,
// because what comes before belongs to the address: a camera's own query part must reach it unchanged.
import { type ErrorCode, StationError } from './errors.ts';
import { hideAddress } from './secrets.ts';

export interface LocationText {
  /** Lower case; null when there is none. */
  readonly scheme: string | null;
  /** What comes after `scheme:`, without `//`. */
  readonly rest: string;
  readonly options: LocationOptions;
}

export interface LocationGrammar {
  /** Code of the errors. */
  readonly code: ErrorCode;
  /** A sentence that shows the syntax. */
  readonly hint: string;
}

/** A scheme has two letters or more, because one letter would be a drive. Text without a scheme is a path. */
const schemePattern = /^([a-z][a-z0-9+.-]+):(?:\/\/)?/i;

/** @throws StationError when an option has no name, or is given twice. */
export function splitLocation(text: string, grammar: LocationGrammar): LocationText {
  const scheme = schemePattern.exec(text);
  if (!scheme) return { scheme: null, rest: text, options: new LocationOptions(text, '', grammar) };
  const hash = text.indexOf('#');
  const end = hash === -1 ? text.length : hash;
  return {
    scheme: scheme[1]!.toLowerCase(),
    rest: text.slice(scheme[0].length, end),
    options: new LocationOptions(text, text.slice(end + 1), grammar),
  };
}

/** Options by name. Each `take` reads and checks one; `end` refuses options that were not read. */
export class LocationOptions {
  private readonly where: string;
  private readonly grammar: LocationGrammar;
  private readonly values = new Map<string, string>();
  private readonly known: string[] = [];

  constructor(where: string, text: string, grammar: LocationGrammar) {
    this.where = hideAddress(where);
    this.grammar = grammar;
    for (const [name, value] of new URLSearchParams(text)) {
      if (this.values.has(name)) throw this.error(`"${name}" is given twice.`);
      this.values.set(name, value);
    }
  }

  takeText(name: string): string | null {
    this.known.push(name);
    const value = this.values.get(name) ?? null;
    this.values.delete(name);
    return value;
  }

  takeNumber(name: string, lowest: number, highest: number, kind: 'whole' | 'any' = 'whole'): number | null {
    const text = this.takeText(name);
    if (text === null) return null;
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if ((kind === 'whole' && !Number.isInteger(value)) || !(value >= lowest && value <= highest)) {
      const what = kind === 'whole' ? 'a whole number' : 'a number';
      throw this.error(`"${name}" must be ${what} from ${lowest} to ${highest}, not "${text}".`);
    }
    return value;
  }

  takeOneOf<Value extends string>(name: string, values: readonly Value[]): Value | null {
    const text = this.takeText(name);
    if (text === null) return null;
    const value = values.find((known) => known === text);
    if (value === undefined)
      throw this.error(`"${name}" must be one of ${values.join(', ')}, not "${text}".`);
    return value;
  }

  takeFlag(name: string): boolean {
    return this.takeOneOf(name, ['true', 'false']) === 'true';
  }

  end(): void {
    const [unknown] = this.values.keys();
    if (unknown === undefined) return;
    const known = this.known.length === 0 ? 'it takes none' : `there are ${this.known.join(', ')}`;
    throw this.error(`There is no option "${unknown}" here: ${known}.`);
  }

  error(message: string): StationError {
    return new StationError(this.grammar.code, message, { where: this.where, hint: this.grammar.hint });
  }
}

/** `HOST:PORT`, the host in brackets when it is IPv6; null when it is neither. */
export function readHostAndPort(text: string): { host: string; port: number | null } | null {
  const match = /^(\[[0-9a-f:.]+\]|[^:/@[\]\s]*)(?::(\d{1,5}))?$/i.exec(text);
  if (!match) return null;
  const port = match[2] === undefined ? null : Number(match[2]);
  if (port !== null && (port < 1 || port > 65535)) return null;
  return { host: match[1]!.replace(/^\[|\]$/g, ''), port };
}

/** An IP address, or a name that a network can know (RFC 1123, with `_` as many networks have it). */
export function isHost(text: string): boolean {
  if (text.includes(':')) return /^[0-9a-f:]+(\.\d+){0,3}(%\w+)?$/i.test(text);
  const label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
  return text.length <= 253 && new RegExp(`^${label}(\\.${label})*\\.?$`, 'i').test(text);
}

export function writeHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** `#name=value&...` of the options that are not null; empty without any. */
export function writeOptions(options: Readonly<Record<string, string | number | boolean | null>>): string {
  const given = Object.entries(options).filter(([, value]) => value !== null && value !== false);
  if (given.length === 0) return '';
  return `#${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}
