// The tab with what a person should look at.
export const samples = {
  samples: {
    hint: 'What the station was not sure of, and what people judged otherwise. Taken over, it becomes a recording to label, and the next network learns from it.',
    empty: 'Nothing to look at',
    emptyHint:
      'Moments that the station is unsure of are collected here, and parts of which somebody says in History that they were judged wrongly.',
    kinds: { unsure: 'Unsure', falseAlarm: 'False alarm', missed: 'Missed' },
    unsureOf: '“{{label}}”, {{probability}} sure, for {{seconds}} s',
    wholePart: 'A part of {{seconds}} s',
    judgedBy: 'said by {{by}}',
    look: 'Look at the part',
    take: 'Take over',
    takeHint: 'Its recording becomes one of the project, with a draft of its labels.',
    noRecording: 'No recording shows this part.',
    noRecordingShort: 'No recording',
    dismiss: 'Nothing to learn',
  },
} as const;
