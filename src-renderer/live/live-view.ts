/** What the live page gives to each of its layouts. */
export interface LiveView {
  /** Opens the picker of sources. */
  readonly onChoose: () => void;
  /** The browser allows no sound before somebody has used the page. */
  readonly soundBlocked: boolean;
}
