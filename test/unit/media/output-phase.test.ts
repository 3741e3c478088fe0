import { describe, expect, it } from 'vitest';
import {
  nextOutputPhase,
  type OutputEvent,
  type OutputPhase,
} from '../../../src-inference/media/output-phase.ts';

describe("the life of an output's pipeline", () => {
  it.each<[OutputPhase, OutputEvent, OutputPhase]>([
    ['running', 'finished', 'finishing'],
    ['running', 'failed', 'failed'],
    ['running', 'stopped', 'stopped'],
    ['finishing', 'finished', 'finishing'],
    ['finishing', 'failed', 'failed'],
    ['finishing', 'stopped', 'stopped'],
    ['failed', 'finished', 'failed'],
    ['failed', 'failed', 'failed'],
    ['failed', 'stopped', 'stopped'],
    ['stopped', 'finished', 'stopped'],
    ['stopped', 'failed', 'stopped'],
    ['stopped', 'stopped', 'stopped'],
  ])('%s, %s: %s', (before, event, after) => {
    expect(nextOutputPhase(before, event)).toBe(after);
  });
});
