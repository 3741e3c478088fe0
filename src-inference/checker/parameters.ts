// Every constant of the checker, with its unit and where it comes from.
//
// Costs are in nats: the negative natural logarithm of a probability. Where nothing else is said, a value was chosen by hand
// and checked with two measurements (docs/checker.md):
//   stepwatch evaluate-checker --parts 250 --seed 5            simulated parts
//   npx tsx test/bench/verdicts.ts DIR                         rendered videos through the network
// The seeds by which a value was chosen are not those of the tables in the documentation.

/** Digits behind the decimal point with which the journal keeps probabilities. The checker sees the same digits. */
export const journalDigits = 4;

/** How the posterior probability of a mistake becomes a judgement. Probabilities, 0 to 1. */
export const usualThresholds = {
  /** At this probability a mistake fails the part. `evaluate-checker --thresholds` measures others. */
  failAbove: 0.97,
  /** At this probability somebody should look. Low on purpose: a look costs a moment, a bad part that goes on costs more. */
  warnAbove: 0.07,
} as const;

/** What a window tells (decoder/observation-likelihood.ts). */
export const observation = {
  /** Accuracy of a network that was never measured, 0 to 1: about that of the demo network. */
  assumedAccuracy: 0.9,
  /** Share of the belief that the confusion matrix gives alone, 0 to 1: networks are more confident than they are right. */
  confusionShare: 0.1,
  /** Windows added to each row of the confusion matrix, spread by `assumedAccuracy`: no confusion is impossible. */
  priorWindows: 4,
  /** Windows for which a row of rates stands, where the matrix holds rates instead of counts. */
  windowsPerRateRow: 1000,
  /** A row that adds up to no more than this holds rates. */
  largestRateSum: 1.001,
  /** Windows whose middles lie this part of a window apart are independent evidence; nearer ones share most frames. */
  independentShare: 0.25,
  /** Temperature of a network that was never measured. */
  assumedTemperature: 1,
  /** Mean seconds of an error of a network that was never measured. */
  assumedErrorSeconds: 0.75,
  /** An error goes on with at most this probability: no network is wrong for ever. */
  mostContinues: 0.95,
  /** Probability that an error that goes on has the same name as before. */
  sameLabelGoesOn: 0.7,
  /** Smallest probability that is taken from a network, so that its logarithm is finite. */
  leastProbability: 1e-9,
  /** Shortest hop in seconds, for windows that do not move on. */
  shortestHopSeconds: 1e-3,
  /** a + b of the beta distribution of the confidence of a network that was not measured, as in the simulation. */
  confidenceCount: 3,
  /** A network that was not measured is taken as right no more often than this. */
  mostAccurate: 0.95,
  /** No tenth of confidence has a smaller share. */
  leastShareOfBin: 0.001,
  /** Windows for which these shares stand, where others were measured. */
  assumedWindows: 50,
  /** Nats for a window without any action, when the model has no background label. */
  missingBackgroundNats: 3,
} as const;

/** A duration: log-normal with this median, `spread` being the standard deviation of its logarithm. */
export interface Duration {
  readonly typicalSeconds: number;
  readonly spread: number;
}

/** How long things take (decoder/duration-model.ts, decoder/step-durations.ts). */
export const durations = {
  /** An action of which the recipe tells nothing: shorter than most, with a spread wide enough for 1 to 10 s. */
  unknownAction: { typicalSeconds: 2.2, spread: 0.7 } satisfies Duration,
  /** Spread of a step whose `typicalSeconds` the recipe gives. The simulated people have 0.35. */
  knownSpread: 0.38,
  /** From one action to the next. The simulated people have a median of 1.2 s and a spread of 0.5. */
  pause: { typicalSeconds: 1.2, spread: 0.6 } satisfies Duration,
  /** Interruptions, as when a person answers a question: their share of all actions, and their mean seconds. */
  longAction: { share: 0.02, meanSeconds: 30 },
  /** The same for pauses. */
  longPause: { share: 0.1, meanSeconds: 30 },
  /** Between two parts: the share in which there is only a pause, and the mean seconds of the others. */
  betweenParts: { atOnceShare: 0.75, meanSeconds: 10 },
  /** The median of an action is at least this many times the step's `minSeconds`. */
  leastOfMinSeconds: 1.3,
  /** And at most this many times its `maxSeconds`. */
  mostOfMaxSeconds: 0.8,
  /** Hazards are kept for ages in steps of this many seconds. */
  gridSeconds: 0.05,
  /** Beyond this age in seconds the hazard stays as it is. */
  oldestSeconds: 60,
  /** Hops longer than this many seconds count as this long. */
  longestHopSeconds: 1,
  /** Smallest probability to end or to continue, so that its logarithm is finite. */
  leastProbability: 1e-9,
} as const;

/** How fast a person works (decoder/pace.ts). All of the logarithm of (time taken / usual time). */
export const pace = {
  /** Spread between people, and between their good and bad days. */
  spread: 0.4,
  /** Spread of the change from one part to the next. */
  changeBetweenParts: 0.15,
  /** Nobody is more than 2.5 times as fast or as slow. */
  largest: Math.log(2.5),
  /** An action that was seen in one window took at least so many seconds. */
  shortestSeconds: 0.25,
} as const;

/** Windows that show the end of one thing and the beginning of the next (decoder/extension.ts). */
export const edges = {
  /** Share of them in which a network mixes both that was never measured. */
  assumedMixing: 0.1,
  /** The share is never less than this, nor more than all but this. */
  leastMixing: 0.02,
  /** How much likelier such a mixture is there than in the middle of an action, where both are as likely. */
  mixedBelief: 3,
} as const;

/** Work that stops, and what is none of the actions (decoder/extension.ts). */
export const interruptions = {
  /** An action is interrupted once in so many seconds of it: more often than is true, so that what looks like it is not failed. */
  perSecond: 1 / 30,
  /** When it had taken this share of its usual time it is rather over: what follows is a pause. */
  nearlyDoneShare: 0.7,
  perSecondNearlyDone: 1 / 700,
  /** Something else is done, once in so many seconds of pauses. */
  unknownPerSecond: 1 / 1000,
  /** How long both last at least: what is shorter is a pause between two actions. */
  shortestSeconds: 2.5,
  /** And how much longer. */
  duration: { typicalSeconds: 4, spread: 0.9 } satisfies Duration,
  tail: { share: 0.05, meanSeconds: 60 },
  /** Share of the interrupted actions that go on; the others were as good as done. */
  goesOn: 0.7,
} as const;

/** How far the decoder searches (decoder/beam.ts). */
export interface BeamLimits {
  /** Beam width: hypotheses that are this many nats worse than the best one are dropped. */
  readonly widthNats: number;
  /** Only so many hypotheses stay. */
  readonly maxHypotheses: number;
}

/** Checked with `npx tsx test/bench/checker-cost.ts` too: it keeps a window under 1 ms at 200 steps. */
export const onlineBeam: BeamLimits = { widthNats: 12, maxHypotheses: 240 };
/** For the offline limit `wholePart`, which need not be fast. */
export const offlineBeam: BeamLimits = { widthNats: 16, maxHypotheses: 1000 };

export const beam = {
  /** Nats for an action that follows another one without a pause: one in fourteen. */
  withoutPauseNats: 2.6,
  /** Nats for the usual pause: the others. */
  withPauseNats: 0.07,
  /** A label that is this many nats worse than the best one starts no action in this window; it may in the next. */
  startWidthNats: 3.2,
  /** Hypotheses that began this many windows apart count as equally old: 17 minutes at a hop of 0.25 s. */
  ageWindows: 4096,
  /** Windows between two removals of trace nodes that no hypothesis uses any more. */
  sweepWindows: 64,
} as const;

/**
 * A part in five has a mistake, of six kinds, at any of some twenty steps: about one step in 700 has a certain one, and
 * ln 700 is 6.5. The value need not be exact: a second of clear windows outweighs it.
 */
const mistakeNats = 6.5;

/** Nats for what a person may do (automaton/). */
export const transitionNats = {
  /** One required step is left out. */
  missed: mistakeNats,
  /** Each further step that is left out in the same go: mostly it is one mistake. */
  missedMore: 2,
  /** Added when a step of the same label is left out and then this one done: rather the later one was left out. */
  missedSameLabel: 5,
  wrong: mistakeNats,
  /** Right after another wrong action: one time in seven they come in a row, as when somebody follows another recipe. */
  wrongAgain: 2,
  extra: mistakeNats + 1,
  repeated: mistakeNats,
  early: mistakeNats,
  /** After one, and after two steps in a row were done twice: the next one is too, as when two parts are made at once. */
  doneTwiceAgain: [2.5, 0.3],
  /** The same where it only asks for a look: one good part in twenty does it. */
  unusual: 3,
  /** A step that was just left out is done next, one time in two: the two were swapped. */
  lateAtOnce: 0.7,
  late: 3,
  /** Whoever puts in a wrong part mostly sees it, and corrects it at once: one time in two. */
  correctedAtOnce: 0.7,
  corrected: 3,
  redone: 1,
  /** Whoever must hold something lets go too early one time in twenty, and holds it again. */
  heldAgain: 3,
  undone: 1.5,
  removed: mistakeNats,
  tolerated: 2,
  ignored: 0.5,
  /** When the checker begins to look, a part is in progress one time in twenty; and which step it is, of all. */
  joined: 3,
  /** The part is left unfinished and the next one begins. */
  leftPart: mistakeNats,
  /** The same where the first action of a part also stands elsewhere in the recipe: it tells less. */
  leftPartWithCommonStart: mistakeNats + 1,
} as const;

/** How much the automaton remembers and how far it looks (automaton/). Counts. */
export const automatonLimits = {
  /** Outstanding steps, and mistakes that can still be undone, in one state. */
  maxOutstanding: 6,
  /** Steps that were removed: a part may be taken to pieces and built again. */
  maxRemoved: 16,
  /** Steps in a row that were done twice are counted up to this. */
  maxDoneTwice: 2,
  /** Omissions in one go; somebody who leaves out more has begun in the middle of another part. */
  maxOmissions: 40,
  /** Places behind omissions at which a part may be joined in the middle. */
  maxJoinPlaces: 200,
  /** Steps of one label that are considered behind omissions: the nearest ones. */
  maxTargetsBehindOmissions: 2,
  /** States that are kept; then all are made anew. */
  maxKnownStates: 4000,
  maxKnownFrontiers: 4000,
} as const;

/** When the first action that is not judged yet is judged (online/commit-rule.ts). */
export const commitment = {
  /** Posterior at which the hypotheses agree. Also asked of the end of a part. */
  agreed: 0.998,
  /** The same when it is sure that the part has a mistake: then only its kind is open. */
  agreedOnKind: 0.85,
  /** Posterior at which the start of a new part, with the old one unfinished, counts as possible. */
  newPartPossible: 0.02,
  /** A sure mistake is judged at most this many seconds after its end, though its kind may be open. */
  sureMistakeLagSeconds: 3,
  /** Anything else at most this long after its end. */
  usualLagSeconds: 5,
  /** The first action of a part: nobody waits for its judgement, and the actions after it tell whether there is a part. */
  firstActionLagSeconds: 15,
  /** When a new part may have begun: two rounds of a repeat look alike for a while. */
  newPartLagSeconds: 6,
  /** The first action of a part that was joined in the middle, while it is open where: two rounds look alike to their end. */
  joinedLagSeconds: 60,
  /** Posterior at which another place counts as possible. */
  otherPlacePossible: 0.02,
} as const;

/**
 * A step that was left out, and is done right after the next one, is a swap (online/swaps.ts). While that is likely, the step is not
 * told to be missing: it would be told a second time as swapped.
 */
export const swapping = {
  /** Posterior of the swap, given that the step was left out, from which on it is told: the step is being done. */
  sure: 0.95,
  /** Posterior that any action has followed, under which it is open what comes. */
  begun: 0.5,
  /** Share of the swap among what has followed from which on the judgement waits for it to be surer. */
  possible: 0.3,
  /** Seconds after the end of the action that was done first: so long nothing may follow, a pause being 1.2 s. */
  openSeconds: 2,
  /** And so long the judgement waits for a swap that is possible. */
  possibleSeconds: 5,
} as const;

/** A part whose beginning was not seen (automaton/joined-part.ts). */
export const joining = {
  /** Posterior at which it is told that a part was not seen from its start. */
  told: 0.95,
  /** When nothing was done for so many seconds since somebody looks, the next part is seen from its start. */
  idleSeconds: 20,
  /** Posterior of that. */
  idlePosterior: 0.9,
} as const;

/** When screens are told that an action is being done, or has stopped (online/alignment.ts, online/announcements.ts). */
export const announcing = {
  /** Posterior at which an action within a part is announced, and the seconds for which it must have been done. */
  withinPart: { posterior: 0.6, seconds: 0.5 },
  /** Between two parts: a moment of error must not begin one. */
  newPart: { posterior: 0.995, seconds: 1 },
  /** Hypotheses differ by so many seconds about when one action began. */
  sameActionSeconds: 0.8,
  /**
   * Posterior at which the work has likely stopped, the seconds for which it must be so likely, and the posterior below which the
   * interruption is over. On the simulated line 3 of 46 good parts without one are told of one.
   */
  interruption: { posterior: 0.6, seconds: 1.5, overPosterior: 0.4 },
  /** The share of that posterior that one stopped action must have to be named: otherwise something unknown is being done. */
  namedShare: 0.9,
} as const;

/** When a part has ended (online/end-rules.ts). */
export const endpointing = {
  /** Posterior of the likeliest hypothesis under which nothing is ended. */
  leastPosterior: 0.5,
  /** Posterior that the next part has begun. */
  nextPartPosterior: 0.995,
  /** Seconds after the last step of a finished part: the last step may be done twice. */
  finishedSeconds: 2,
  /** Seconds when something was wrong: whoever sees it corrects it at once, or not at all. */
  correctableSeconds: 3,
  /** Seconds when something optional may still come, or when the hypotheses do not agree. */
  undecidedSeconds: 10,
} as const;

/** Times are sums of hops in floating point: seconds by which two equal ones may differ. */
export const timeToleranceSeconds = 1e-6;

/** Times in which nothing could be seen: the picture was damaged, or there was none (online/alignment.ts, station/). */
export const gaps = {
  /** Where windows are missing, a guess is made for each half of a window, but not more often than this: it takes time. */
  guessSeconds: 0.5,
  /** Without a part, after a shorter one the next part is seen from its start: it takes less than a step and a pause. */
  leastSeconds: 3,
  /** After a longer one nobody knows whether the part is the same one. */
  mostSeconds: 30,
  /** A step is not seen when it was done, as far as one can guess, in a gap for more than this share of its time. */
  unseenShare: 0.5,
  /** Unless the windows in the rest of its time show it that clearly, 0 to 1. */
  seenProbability: 0.5,
} as const;

/** What is kept of the last windows, to say what a judgement stands on (decoder/window-evidence.ts). */
export const evidence = {
  /** Longer actions are described by their last minute. */
  keptSeconds: 60,
  /** What was done in a gap is judged up to a minute after it. */
  unseenKeptSeconds: 180,
  /** Old windows are removed in batches of this many: to shift the list for each one would be slow. */
  removedAtOnce: 256,
} as const;

/** A measured duration is right to half a hop at both ends: `minSeconds` and `maxSeconds` give way by one hop and so many seconds. */
export const durationSlackSeconds = 0.01;

/** A step that is shorter than half a window in more than this share of parts is not failed for not being seen (judgement/). */
export const unseen = { share: 0.005 } as const;

/** The baselines (baselines/). The threshold is the one that RidgeRun's assembly demo publishes. */
export const baseline = {
  /** `firstMatch`: least probability of the shown label. */
  leastProbability: 0.5,
  /** `majority`: the label must be the likeliest in more than half of so many windows. */
  votingWindows: 4,
} as const;
