// What a source is called where people read of it: by the name that a person gave it, or by a usual one. Pure.
import { parseSource } from './source.ts';
import type { SourceInfo } from './states.ts';

/** The parts of a usual name; screens put them into their language. */
export type UsualTitle =
  | { readonly kind: 'demo' | 'file'; readonly what: string }
  /** A port, with the multicast group in front of it. */
  | { readonly kind: 'udp'; readonly what: string }
  /** The address without user, password and query. */
  | { readonly kind: 'rtsp'; readonly what: string }
  | { readonly kind: 'camera'; readonly what: string }
  | { readonly kind: 'test'; readonly what: string }
  /** Of a later version of Stepwatch. */
  | { readonly kind: 'unknown'; readonly what: string };

/** @param address As text, with or without its secrets. */
export function usualTitle(address: string): UsualTitle {
  let spec: ReturnType<typeof parseSource>;
  try {
    spec = parseSource(address);
  } catch {
    return { kind: 'unknown', what: address };
  }
  switch (spec.kind) {
    case 'file':
      return {
        kind: /(^|\/)resources\/demo\/[^/]+$/.test(spec.path) ? 'demo' : 'file',
        what: lastPart(spec.path),
      };
    case 'udp':
      return {
        kind: 'udp',
        what: spec.address === '0.0.0.0' ? String(spec.port) : `${spec.address}:${spec.port}`,
      };
    case 'rtsp': {
      const port = spec.port === 554 ? '' : `:${spec.port}`;
      return {
        kind: 'rtsp',
        what: `${spec.host}${port}${spec.path.replace(/\?.*$/s, '').replace(/\/$/, '')}`,
      };
    }
    case 'camera':
      return { kind: 'camera', what: lastPart(spec.device) };
    case 'test':
      return { kind: 'test', what: spec.pattern };
    default:
      return spec satisfies never;
  }
}

const words = {
  demo: 'Demo video ',
  file: 'Video ',
  udp: 'UDP port ',
  rtsp: 'Camera at ',
  camera: 'Camera ',
  test: 'Test picture ',
  unknown: '',
} as const satisfies Record<UsualTitle['kind'], string>;

/** For logs and messages, which are in English. */
export function sourceTitle({ name, title }: Pick<SourceInfo, 'name' | 'title'>): string {
  if (title !== undefined) return title;
  const { kind, what } = usualTitle(name);
  return `${words[kind]}${what}`;
}

function lastPart(path: string): string {
  return path.replace(/\/+$/, '').replace(/^.*\//, '') || path;
}
