/** What the source picker gives to each of its tabs. */
export interface SourceTabProps {
  readonly watch: (source: string) => void;
  /** The source is being opened. */
  readonly busy: boolean;
}
