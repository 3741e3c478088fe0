// stepwatch check VIDEO --recipe FILE: prints steps while they are recognised, then a table of all steps and the verdict.
import type { EngineEvent, RunOptions } from '../../src-inference/contract/index.ts';
import { runFolders } from '../supervisor/index.ts';
import { LiveOutput } from './check-live.ts';
import { checkReport } from './check-report.ts';
import { printSummary } from './check-summary.ts';
import { exitCodes } from './exit-codes.ts';
import { printJson } from './output.ts';
import { withEngine } from './with-engine.ts';

/** @returns The exit code. */
export async function check(
  engineEntry: URL,
  options: RunOptions & { recipe: string; json: boolean },
): Promise<number> {
  const { json, ...run } = options;
  const started = performance.now();
  const wallSeconds = (): number => (performance.now() - started) / 1000;
  const outcome: EngineEvent[] = [];
  const live = json ? null : new LiveOutput(wallSeconds);

  const { report, recipeSteps } = await withEngine(
    engineEntry,
    runFolders(run),
    (event) => {
      if (event.type === 'partEnded' || event.type === 'runEnded') outcome.push(event);
      live?.show(event);
    },
    async (engine) => {
      const recipe = await engine.request('readRecipe', { path: run.recipe, model: run.model });
      try {
        await engine.request('run', run);
      } finally {
        live?.end();
      }
      const labels = recipe.steps.map((step) => step.label);
      return { report: checkReport(outcome, labels, wallSeconds()), recipeSteps: labels.length };
    },
  );
  if (json) printJson(report);
  else printSummary(report, recipeSteps, run.recordDirectory);
  return exitCodes[report.verdict];
}
