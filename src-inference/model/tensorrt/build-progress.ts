// What TensorRT tells of a build, as one line and one share. Its phases lie inside each other: the outermost one that has
// several steps is the measure, the innermost one is what is being done. Pure.
import type { BuildStep } from './native.ts';

export class BuildProgress {
  /** Phases that have begun and not ended, from the outermost on. */
  private readonly phases = new Map<string, BuildStep>();

  /** @returns What to tell; `done` is null as long as nothing can be counted. */
  take(step: BuildStep): { readonly text: string; readonly done: number | null } {
    const { phase, steps, done } = step;
    // A known key keeps its place in a Map.
    if (done < steps) this.phases.set(phase, step);
    else this.phases.delete(phase);
    const outermost = [...this.phases.values()].find((one) => one.steps > 1);
    return {
      text: `building an engine: ${phase}${steps > 1 ? `, ${done} of ${steps}` : ''}`,
      done: outermost ? outermost.done / outermost.steps : null,
    };
  }
}
