import type { InferenceServerSpec } from '../contract/index.ts';

/** Where a client connects to, and as whom. */
export interface Endpoint {
  readonly spec: InferenceServerSpec;
  /** `HOST:PORT`. */
  readonly address: string;
  /** For messages: the address with the model, without the token. */
  readonly target: string;
  /** Null: not encrypted. */
  readonly certificates: Certificates | null;
}

/** Contents of PEM files; null: none. */
interface Certificates {
  readonly ca: Buffer | null;
  readonly cert: Buffer | null;
  readonly key: Buffer | null;
}
