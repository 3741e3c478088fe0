// A project before and around its recordings: its beginning, its actions, its recipe.
export const project = {
  new: {
    title: 'Teach the station your own line',
    description:
      'From a few recordings of good work to a station that watches it. You need a camera, about ten parts, and an afternoon. Nothing changes at the station until you say so.',
    ways: {
      record:
        'Film about ten parts, by at least two people. Each recording shows one part from begin to end.',
      label:
        'Say what is done when, with one key for each action. After the first few, the station proposes the rest.',
      train:
        'The station learns from the recordings while it goes on watching. The first network takes minutes.',
      deploy:
        'You see how often the network is right, and put it in use. One press brings the one before back.',
    },
    begin: 'Begin a project',
    name: 'Name of the line',
    nameExample: 'Pump housing, line 3',
    make: 'Begin',
    folder: 'Folder: {{folder}}',
  },
  open: {
    button: 'Open another project',
    description: 'Choose the folder of a project. The station teaches by it from now on.',
  },
  labels: {
    title: 'Actions of the line',
    description:
      'What the hands do, one line for each action. Short names are read best. What no action covers counts as nothing being done.',
    list: 'Actions',
    button_one: '{{count}} action',
    button_other: '{{count}} actions',
    add: 'Add an action',
    example: 'Press the lid on',
    unnamed: 'action {{place}}',
    titleOf: 'Name of action {{place}}',
    colorOf: 'Colour of {{name}}',
    up: 'Move {{name}} up',
    down: 'Move {{name}} down',
    remove: 'Remove {{name}}',
    twice: 'There is another action with this name.',
  },
  recipe: {
    none: 'Add a recipe',
    button: 'Recipe: {{name}}',
    title: 'Recipe of the line',
    description:
      'With the order of the steps, the station proposes labels for whole recordings, and tells how many false alarms to expect.',
    example: 'Recording of a good part',
    takeOrder: 'Take its order',
    text: 'Recipe',
    textHint: 'The same language as on the page Recipes.',
    remove: 'Remove the recipe',
  },
} as const;
