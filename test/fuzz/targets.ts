// The targets by their names, each in a file of its own.
import type { Target } from './target.ts';

/** Those that find most in a second first. */
export const targetNames = [
  'containers',
  'recipes',
  'model-cards',
  'labels',
  'settings',
  'journal-lines',
  'texts',
  'onnx-graphs',
  'media-files',
  'networks',
  'http-requests',
  'websocket-messages',
  'link-answers',
  'rtsp-answers',
  'rtp-packets',
  'workplaces',
] as const;

export async function targetNamed(name: string): Promise<Target> {
  const { target } = (await import(`./targets/${name}.ts`)) as { readonly target: Target };
  return target;
}
