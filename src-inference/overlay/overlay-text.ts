// The text on the video, folded from the events of the engine: the action, the expected step, the verdict so far. Pure.
import { type EngineEvent, type NamedStep, type Verdict, worseVerdict } from '../contract/index.ts';

export interface OverlayOptions {
  /** Titles of the labels, for people. */
  readonly titles: ReadonlyMap<string, string>;
  readonly background: string | null;
  /** Of a file; the one of a live source comes as an event. */
  readonly hopSeconds: number;
  /** Steps of the expanded recipe; 0 without one. */
  readonly steps: number;
}

export interface OverlayUpdate {
  /** Pango markup (https://docs.gtk.org/Pango/pango_markup.html). */
  readonly text: string;
  /** Time of the source from which on the text holds: half a hop before the middle of the judged window. */
  readonly atSeconds: number;
}

const colors = { pass: '#4ade80', warn: '#facc15', fail: '#f87171', quiet: '#cbd5e1' } as const;

export class OverlayText {
  private options: OverlayOptions = { titles: new Map(), background: null, hopSeconds: 0, steps: 0 };
  private part = 0;
  private doing: string | null = null;
  private expected: NamedStep | null = null;
  private standing: Verdict = 'pass';
  private verdict: Verdict | null = null;
  private aborted = false;
  /** Of a live source; null for a file. */
  private keptHopSeconds: number | null = null;

  /** The options hold from now on. */
  use(options: OverlayOptions): void {
    this.options = options;
  }

  /** @returns The new text when a window was judged; null for other events, which show with the next window. */
  take(event: EngineEvent): OverlayUpdate | null {
    switch (event.type) {
      case 'runStarted':
        this.keptHopSeconds = null;
        this.startPart(0);
        return null;
      case 'hopState':
        this.keptHopSeconds = event.hop.seconds;
        return null;
      case 'partStarted':
        this.startPart(event.part);
        return null;
      case 'actionStarted':
        this.expected = event.expected;
        return null;
      case 'stepJudged':
        this.expected = event.next;
        this.standing = worseVerdict(this.standing, event.step.severity);
        return null;
      case 'partEnded':
        this.verdict = event.verdict;
        this.expected = null;
        return null;
      case 'partAborted':
        this.aborted = true;
        this.expected = null;
        return null;
      case 'windowClassified': {
        this.doing = event.label === this.options.background ? null : event.label;
        const action =
          this.doing === null ? '–' : `${this.title(this.doing)} ${Math.round(event.probability * 100)} %`;
        const middle = (event.startSeconds + event.endSeconds) / 2;
        const hopSeconds = this.keptHopSeconds ?? this.options.hopSeconds;
        return {
          text: [
            colored(null, action),
            ...this.recipeLines(),
            colored(colors.quiet, clock(event.endSeconds)),
          ].join('\n'),
          atSeconds: Math.max(0, middle - hopSeconds / 2),
        };
      }
      default:
        return null;
    }
  }

  private startPart(part: number): void {
    this.part = part;
    this.expected = null;
    this.standing = 'pass';
    this.verdict = null;
    this.aborted = false;
  }

  private recipeLines(): string[] {
    const { steps } = this.options;
    if (steps === 0) return [];
    if (this.part === 0) return [colored(colors.quiet, 'no part yet')];
    const part = `part ${this.part}`;
    if (this.verdict !== null)
      return [colored(colors[this.verdict], `${part}: ${this.verdict.toUpperCase()}`)];
    if (this.aborted) return [colored(colors.quiet, `${part}: aborted`)];
    if (this.expected === null) return [colored(colors[this.standing], part)];
    const { index, label } = this.expected;
    return [colored(colors[this.standing], `${part}, step ${index}/${steps}: ${this.title(label)}`)];
  }

  private title(label: string): string {
    return this.options.titles.get(label) ?? label;
  }
}

function colored(color: string | null, text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return color === null ? escaped : `<span foreground="${color}">${escaped}</span>`;
}

function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}
