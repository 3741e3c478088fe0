// A separate process that records steps and prints the number of each one, until it is killed.
import { openRecord } from '../../../src-inference/record/index.ts';

const directory = process.argv[2]!;
const record = openRecord({ directory, now: () => new Date() });
function writeNext(index: number): void {
  const judged = { index, expected: 'x', label: 'x', status: 'ok', startSeconds: 0, endSeconds: 1 } as const;
  record.write({
    sequence: index,
    at: new Date().toISOString(),
    event: {
      type: 'stepJudged',
      part: process.pid,
      step: {
        ...judged,
        probability: 0.9,
        reason: null,
        remark: 'r'.repeat(2000),
        severity: 'pass',
        evidence: null,
      },
      amends: false,
      next: null,
    },
  });
  process.stdout.write(`${index}\n`);
  setImmediate(writeNext, index + 1);
}
writeNext(1);
