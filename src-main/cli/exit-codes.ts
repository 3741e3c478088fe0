// Exit codes of the commands, for scripts.
import type { Verdict } from '../../src-inference/contract/index.ts';

export const exitCodes = { pass: 0, fail: 1, notChecked: 2, warn: 3 } as const satisfies Record<
  Verdict | 'notChecked',
  number
>;
