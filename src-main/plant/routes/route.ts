// What the plant's server answers over HTTP, one entry for each address.
import type { Role } from '../../../src-inference/contract/index.ts';
import type { Client, Exchange } from '../../http/index.ts';

export interface PlantRoute {
  readonly method: 'GET' | 'POST';
  /** The whole path; one that ends in a slash stands for all below it. */
  readonly path: string;
  /** Who may ask: a person, or a program with a bearer token, in this role. `anyone`: the route itself finds out who asks. */
  readonly role: Role | 'anyone';
  /**
   * @param client Null for `anyone` only.
   * @returns What is sent as JSON; nothing when the route has sent its answer itself.
   * @throws StationError sent as `{ "error": ... }`.
   */
  answer(exchange: Exchange, client: Pick<Client, 'role' | 'address'> | null): Promise<object | undefined>;
}
