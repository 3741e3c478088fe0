// What is kept of a part that is not a pass: clips of its mistakes, pictures of the windows that decided, and the evidence of
// the judgement. Paths are those below the folder of evidence; the shell serves them under `/evidence/`.
import type { PartIdentity } from './identity.ts';
import type { NetworkChoice } from './model.ts';
import type { RecipeStepInfo } from './recipe.ts';
import type { JudgedStep, Verdict, WindowScores } from './sequence.ts';
import type { PartId } from './states.ts';

export interface EvidenceFile {
  /** Path with `/` below the folder of evidence. */
  readonly name: string;
  readonly bytes: number;
}

/** An mp4 file that a browser plays. */
export interface EvidenceClip extends EvidenceFile {
  /** Time of the source at its start: what was at `t` is at `t - fromSeconds` of the clip. */
  readonly fromSeconds: number;
  readonly seconds: number;
  /** The mistakes that it shows. */
  readonly mistakes: readonly MistakeName[];
}

/** Which judged step is meant, among those of its part. */
export interface MistakeName {
  /** 1-based number in the recipe; null for an action that the recipe does not ask for. */
  readonly index: number | null;
  /** What the recipe asks for, or what was done where it asks for nothing. */
  readonly label: string;
}

/** A JPEG picture out of the windows that decided. */
export interface EvidencePicture extends EvidenceFile {
  /** Time of the source. */
  readonly atSeconds: number;
  readonly mistake: MistakeName;
}

/** What was written of a part, all of it or nothing. */
export interface WrittenEvidence {
  /** In the order of their times; empty when no video could be kept. */
  readonly clips: readonly EvidenceClip[];
  readonly pictures: readonly EvidencePicture[];
  /** `evidence.json`, an `EvidenceOfJudgement`. */
  readonly judgement: EvidenceFile;
  /** Of all files together. */
  readonly bytes: number;
}

/** What is known of it now. */
export interface PartEvidence extends WrittenEvidence {
  /** When somebody looked at it, or acknowledged, overrode or judged the part; ISO 8601. Null: nobody did yet. */
  readonly seenAt: string | null;
}

/** The content of `evidence.json`. */
export interface EvidenceOfJudgement {
  readonly version: 1;
  readonly part: {
    readonly id: PartId;
    readonly number: number;
    readonly identity: PartIdentity | null;
    readonly operator: string | null;
    /** Null when it was aborted. */
    readonly verdict: Verdict | null;
  };
  readonly source: string;
  readonly model: {
    readonly name: string;
    readonly network: NetworkChoice | null;
    readonly labels: readonly string[];
  };
  /** Name in the collection; null without one. */
  readonly recipe: string | null;
  readonly mistakes: readonly {
    readonly step: JudgedStep;
    /** As the recipe asked for it; null for an action that the recipe does not ask for. */
    readonly asked: RecipeStepInfo | null;
    /** Windows that decided, and some around them. */
    readonly windows: readonly WindowScores[];
  }[];
  readonly clips: readonly EvidenceClip[];
  readonly pictures: readonly EvidencePicture[];
}

/** The judged step by the name that clips and pictures give it. */
export function mistakeName({ index, expected, label }: JudgedStep): MistakeName {
  return { index, label: expected ?? label ?? '' };
}
