import { expect, it } from 'vitest';
import { PinLimiter } from '../../../src-inference/identity/index.ts';

const minute = 60_000;

function failing(times: number, now: number): PinLimiter {
  const limiter = new PinLimiter();
  for (let attempt = 0; attempt < times; attempt++) limiter.begin('Ana', now);
  return limiter;
}

it('lets a person mistype a PIN a few times', () => {
  expect(failing(4, 0).waitSeconds('Ana', 0)).toBe(0);
});

it('locks a person out, longer with every further attempt, and nobody else', () => {
  expect(failing(5, 0).waitSeconds('Ana', 1)).toBe(60);
  expect(failing(6, 0).waitSeconds('Ana', minute)).toBe(60);
  expect(failing(30, 0).waitSeconds('Ana', 0)).toBe(3600);
  expect(failing(6, 0).waitSeconds('Luis', 0)).toBe(0);
});

it('forgets wrong PINs after the right one', () => {
  const limiter = failing(4, 0);
  limiter.succeeded('Ana');
  limiter.begin('Ana', 0);
  expect(limiter.waitSeconds('Ana', 0)).toBe(0);
});
