// Every constant of forced alignment, with its unit and where it comes from. Costs are in nats. Values were chosen on simulated
// parts with other seeds than those of docs/checker.md, and checked with `npx tsx test/bench/label-drafts.ts`.

/** Neighbouring windows share frames and errors: together they are one piece of evidence for as long as an error lasts. */
export const evidence = {
  /** Seconds of one independent piece of evidence, where nobody measured how long errors last. */
  independentSeconds: 0.75,
  /** Nats of one window at most, before it is weighed: no window alone may forbid what the order of the recipe asks for. */
  mostNats: 5,
  /** The same for something unknown: people do other things for long, and a network may be sure of what it takes them for. */
  mostUnknownNats: 2,
} as const;

/** What labelled recordings tell of durations. */
export const durations = {
  /** Fewer examples of an action tell nothing. */
  fewest: 3,
  /** Shorter ones are slips of labelling, or no pause at all. */
  shortestSeconds: 0.1,
  /** So many examples with this spread of the logarithm are added. */
  usualCount: 5,
  usualSpread: 0.4,
} as const;

export const search = {
  /** An action longer than so many seconds is not looked for. */
  longestActionSeconds: 240,
  /** Nor a pause; a longer one is several. */
  longestPauseSeconds: 600,
  /** Nats by which an explanation may be worse than the best one that stands at the same edge. */
  widthNats: 40,
  /** Nats that the windows of one action, or of one pause, may speak against it. */
  mostAgainstNats: 30,
  /** Only so many states stay at one time. */
  mostStates: 400,
} as const;

/** A segment is right when intersection over union with the true one is more than this: the usual measure of temporal segments. */
export const rightOverlap = 0.5;
