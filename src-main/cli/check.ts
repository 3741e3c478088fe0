// stepwatch check VIDEO --recipe FILE: steps as they are recognised, then the whole table and the verdict.
import { basename } from 'node:path';
import type { EngineEvent, JudgedStep, RunOptions, SourceInfo } from '../../src-inference/contract/index.ts';
import { type CheckReport, checkReport } from './check-report.ts';
import { exitCodes } from './exit-codes.ts';
import {
  clock,
  colors,
  counted,
  ProgressBar,
  percent,
  printJson,
  printLine,
  statusText,
  table,
  verdictText,
} from './output.ts';
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
  else printReport(report, recipeSteps, run.recordDirectory);
  return exitCodes[report.verdict];
}

/** What a person sees while the video runs. */
class LiveOutput {
  private readonly bar = new ProgressBar();
  private readonly wallSeconds: () => number;
  private source: SourceInfo | null = null;
  private recipeSteps = 0;
  private lastStep = 0;

  constructor(wallSeconds: () => number) {
    this.wallSeconds = wallSeconds;
  }

  show(event: EngineEvent): void {
    switch (event.type) {
      case 'runStarted':
        this.source = event.source;
        this.recipeSteps = event.recipeSteps;
        this.print(headline(event.source, event.recipe ?? '', event.recipeSteps, event.model));
        break;
      case 'progress':
        this.showProgress(event.seconds, event.frames);
        break;
      case 'partStarted':
        if (event.part > 1) this.print(colors.bold(`part ${event.part}`));
        this.lastStep = 0;
        break;
      case 'stepJudged':
        this.lastStep = event.step.index ?? this.lastStep;
        this.print(stepLine(event.step, this.recipeSteps));
        break;
      default:
    }
  }

  end(): void {
    this.bar.clear();
  }

  private print(line: string): void {
    this.bar.clear();
    printLine(line);
  }

  private showProgress(seconds: number, frames: number): void {
    const duration = this.source?.durationSeconds ?? null;
    const wall = this.wallSeconds();
    const left = duration === null || seconds === 0 ? null : (wall / seconds) * (duration - seconds);
    this.bar.show(
      duration === null ? null : Math.min(1, seconds / duration),
      [
        `${Math.round(frames / wall)} fps`,
        `step ${this.lastStep} of ${this.recipeSteps}`,
        left === null ? clock(seconds) : `${Math.max(0, Math.round(left))} s left`,
      ].join('  '),
    );
  }
}

function headline(source: SourceInfo, recipe: string, steps: number, model: string): string {
  const facts = [
    `${source.width}x${source.height}`,
    source.framesPerSecond === null ? '' : `${Number(source.framesPerSecond.toFixed(2))} fps`,
    source.durationSeconds === null ? '' : clock(source.durationSeconds),
  ].filter(Boolean);
  return [
    `${colors.bold(basename(source.name))}  ${colors.dim(facts.join('  '))}`,
    colors.dim(`against ${recipe}, ${counted(steps, 'step')}, seen by ${model}`),
    '',
  ].join('\n');
}

function stepLine(step: JudgedStep, steps: number): string {
  const time = (step.startSeconds === null ? '' : clock(step.startSeconds)).padStart(7);
  const number = (step.index === null ? '' : `${step.index}/${steps}`).padStart(7);
  const label = (step.label ?? step.expected ?? '').padEnd(18);
  return `${time} ${number}  ${label} ${percent(step.probability).padStart(5)}  ${judgement(step)}`;
}

/** The label that was seen stands beside it already. */
function judgement({ status, expected, remark }: JudgedStep): string {
  const reason = status === 'wrong' ? `expected ${expected}` : status === 'missed' ? '' : remark;
  return reason === '' ? statusText(status) : `${statusText(status)}: ${reason}`;
}

function printReport(report: CheckReport, recipeSteps: number, recordDirectory: string | null): void {
  printLine();
  if (report.steps.length > 0) printSteps(report);
  else printLine('No part was seen in this video.');
  printLine();
  if (report.missing.length > 0) printLine(`Missing: ${missingSteps(report, recipeSteps)}`);
  const { video, timing } = report;
  const speed = (video.seconds / timing.seconds).toFixed(1);
  const facts = `${video.frames} frames in ${timing.seconds.toFixed(1)} s, ${speed} times real time`;
  printLine(`Verdict: ${verdictText(report.verdict)}  ${colors.dim(facts)}`);
  if (recordDirectory !== null) printLine(colors.dim(`Log: ${recordDirectory}`));
}

function printSteps({ steps, parts }: CheckReport): void {
  const columns = ['part', 'step', 'expected', 'seen', 'start', 'end', 'prob.', 'status'];
  const numbers = new Set(['part', 'step', 'start', 'end', 'prob.']);
  const shown = columns.filter((column) => column !== 'part' || parts > 1);
  const rows = steps.map((step) => {
    const cells: Record<string, string> = {
      part: String(step.part),
      step: step.index === null ? '' : String(step.index),
      expected: step.expected ?? colors.dim('nothing'),
      seen: step.status === 'missed' ? colors.dim('nothing') : step.label,
      start: step.start === null ? '' : clock(step.start),
      end: step.end === null ? '' : clock(step.end),
      'prob.': percent(step.probability),
      status: statusText(step.status),
    };
    const isTold = step.status === 'wrong' || step.status === 'missed';
    return { cells: shown.map((column) => cells[column]!), note: isTold ? '' : step.remark };
  });
  const right = shown.flatMap((column, i) => (numbers.has(column) ? [i] : []));
  printLine(table(shown, rows, right));
}

function missingSteps({ missing, parts }: CheckReport, recipeSteps: number): string {
  if (parts <= 1 && missing.length === recipeSteps) return `all ${counted(recipeSteps, 'step')}`;
  return missing
    .map(({ part, index, label }) => `${label} (${parts > 1 ? `part ${part}, ` : ''}step ${index})`)
    .join(', ');
}
