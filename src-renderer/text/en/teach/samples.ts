// The tab with what a person should look at.
export const samples = {
  samples: {
    hint: 'What the station was not sure of, and parts whose verdict people called wrong. Add one, and it becomes a recording to label that the next network learns from.',
    empty: 'Nothing to look at',
    emptyHint:
      'Moments that the station is unsure of are collected here, and parts of which somebody says in History that the verdict was wrong.',
    kinds: { unsure: 'Unsure', falseAlarm: 'False alarm', missed: 'Missed' },
    unsureOf: '“{{label}}”, {{probability}} sure, for {{seconds}} s',
    wholePart: 'A part of {{seconds}} s',
    judgedBy: 'said by {{by}}',
    look: 'Look at the part',
    take: 'Add',
    takeHint: 'Its recording becomes one of the project, with a draft of its labels.',
    noRecording: 'No recording shows this part.',
    noRecordingShort: 'No recording',
    dismiss: 'Nothing to learn',
  },
} as const;
