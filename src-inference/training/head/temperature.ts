// How sure scores should be (Guo et al. 2017, arXiv:1706.04599): the temperature under which held-out labels are likeliest. Pure.

const range = { lowest: 1 / 8, highest: 8, precision: 1e-3 };

/** @param scores One row for each window. @returns What scores are divided by, before the softmax; 1 without windows. */
export function temperatureOf(scores: readonly (readonly number[])[], truth: ArrayLike<number>): number {
  if (scores.length === 0) return 1;
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(range.lowest), Math.log(range.highest)];
  const costAt = (logarithm: number): number => meanLoss(scores, truth, Math.exp(logarithm));
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [costAt(left), costAt(right)];
  while (high - low > range.precision) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = costAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = costAt(right);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Mean negative logarithm of the probability of the true label. */
export function meanLoss(
  scores: readonly (readonly number[])[],
  truth: ArrayLike<number>,
  temperature: number,
): number {
  let loss = 0;
  scores.forEach((row, i) => {
    const highest = Math.max(...row);
    const sum = row.reduce((total, score) => total + Math.exp((score - highest) / temperature), 0);
    loss += Math.log(sum) - (row[truth[i]!]! - highest) / temperature;
  });
  return loss / scores.length;
}
