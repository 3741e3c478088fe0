// How well a stream arrives: what was lost on its way, and what that did to the pictures.

/** Of one connection, or of all connections of a source together. */
export interface PacketCounts {
  readonly received: number;
  /** They did not come in time, or not at all. */
  readonly lost: number;
  /** They came after their turn, and were not used. */
  readonly late: number;
  /** They came more than once. */
  readonly duplicated: number;
}

export interface PictureCounts {
  /** The decoder gave them. */
  readonly shown: number;
  /** Of these, those that packets are missing of, or of the pictures that they are made from. */
  readonly damaged: number;
  /** They were sent and never shown. */
  readonly missing: number;
}

/** Since the source was opened. */
export interface StreamHealth {
  /** Null: what is sent does not number its packets, or nothing has come yet. */
  readonly packets: PacketCounts | null;
  /** Null: it is not known which pictures the lost packets belong to. */
  readonly pictures: PictureCounts | null;
  /** Share of the packets of the last 30 s that were lost, 0 to 1; null when packets are not numbered. */
  readonly lostShare: number | null;
  /** `streamDisturbed` was told, and it is not over. */
  readonly disturbed: boolean;
  /** Windows that were not judged, because too many of their pictures were damaged or missing. */
  readonly skippedWindows: number;
}

/** For the command line, at the end of a run. */
export function streamSentence({ packets, pictures, skippedWindows }: StreamHealth): string {
  const lost =
    packets === null
      ? 'how many packets were lost is not known'
      : `${packets.lost} of ${packets.received + packets.lost} packets lost`;
  const seen = pictures === null ? '' : `, ${pictures.damaged} pictures damaged, ${pictures.missing} missing`;
  return `${lost}${seen}, ${skippedWindows} windows not judged`;
}

/** For logs and the command line. */
export function disturbanceSentence(
  seconds: number,
  { packets, pictures, skippedWindows }: DisturbanceCounts,
): string {
  const seen = pictures === null ? '' : `, ${pictures.damaged} pictures damaged, ${pictures.missing} missing`;
  return (
    `The stream was disturbed for ${seconds.toFixed(0)} s: ${packets.lost} packets lost ` +
    `(${packets.late} came too late)${seen}, ${skippedWindows} windows not judged`
  );
}

/** What a disturbance cost, from its beginning to its end. */
export interface DisturbanceCounts {
  readonly packets: PacketCounts;
  readonly pictures: PictureCounts | null;
  readonly skippedWindows: number;
}
