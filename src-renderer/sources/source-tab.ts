import type { SourceLogin } from '../../src-inference/contract/index.ts';

/** What the source picker gives to each of its tabs. */
export interface SourceTabProps {
  /** The login is kept for the camera of the source, apart from its address. */
  readonly watch: (source: string, login?: SourceLogin) => void;
  /** The source is being opened. */
  readonly busy: boolean;
}
