// Prints the progress of a check for a person: each step when it is judged, and a progress bar.
import { basename } from 'node:path';
import type { EngineEvent, JudgedStep, SourceInfo } from '../../src-inference/contract/index.ts';
import { clock, colors, counted, framesPerSecondText, percent, printLine, statusText } from './output.ts';
import { ProgressBar } from './progress-bar.ts';

export class LiveOutput {
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
      case 'jobProgress':
        this.bar.show(event.done, event.text);
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
    framesPerSecondText(source.framesPerSecond),
    source.durationSeconds === null ? '' : clock(source.durationSeconds),
  ].filter(Boolean);
  return [
    `${colors.bold(basename(source.name))}  ${colors.dim(facts.join('  '))}`,
    colors.dim(`recipe ${recipe}, ${counted(steps, 'step')}; model ${model}`),
    '',
  ].join('\n');
}

function stepLine(step: JudgedStep, steps: number): string {
  const time = (step.startSeconds === null ? '' : clock(step.startSeconds)).padStart(7);
  const number = (step.index === null ? '' : `${step.index}/${steps}`).padStart(7);
  const label = (step.label ?? step.expected ?? '').padEnd(18);
  return `${time} ${number}  ${label} ${percent(step.probability).padStart(5)}  ${judgement(step)}`;
}

/** The line shows the recognised label already, so the judgement does not repeat it. */
function judgement(step: JudgedStep): string {
  const { status, expected, remark } = step;
  const reason = status === 'wrong' ? `expected ${expected}` : status === 'missed' ? '' : remark;
  return reason === '' ? statusText(step) : `${statusText(step)}: ${reason}`;
}
