// Texts of the tab "Camera picture".
export const picture = {
  title: 'The usual picture',
  hint: 'A camera that was pushed, covered or blinded gives verdicts that nobody can trust. The station compares what the camera shows with its usual picture, and says when it is another one.',
  usual: 'Usual picture',
  present: 'Picture of the last seconds',
  lookAgain: 'Look again',
  takenByPerson: 'Taken on {{at}}',
  takenByStation: 'Learnt on {{at}} from parts that passed',
  noUsual: 'None yet. The station learns it from the first three parts that pass, or you take it now.',
  noPresent: 'Too little was seen yet.',
  noSource: 'No camera or stream is watched: a file has no usual picture.',
  take: 'This is how it should look',
  takeEffect:
    'Applies at once and stays after a restart. What moves, such as hands, is left out. The change is kept in the list of changes.',
  taken: 'New usual picture',
  rules: 'What follows from another picture',
  rulesHint: 'While nothing is checked, the part in progress ends without a verdict.',
  rule: { stop: 'Say it, check nothing', warn: 'Say it, go on', ignore: 'Say nothing' },
  sensitivity: 'How soon it counts as another picture',
  sensitivities: {
    low: { name: 'Late', hint: 'Only a picture that is very different.' },
    usual: { name: 'Usual', hint: 'Measured on work at a bench: no false alarm.' },
    high: { name: 'Early', hint: 'Small changes too. There may be false alarms.' },
  },
  effect: 'Applies at once. Checking is not interrupted.',
} as const;
