export const station = {
  title: 'Name of the station',
  hint: 'What people call this bench. It is shown on every screen of the station and where somebody logs in.',
  name: 'Name',
  example: 'Line 3, bench 2',
  effect:
    'Applies at once. Checking is not interrupted. Connections keep the name that they have: it is set for each under Connections.',
  firstSteps: 'First steps again',
  firstStepsHint:
    'From the language to the first part, page by page, as on the first day. What is set stays until you change it.',
} as const;
