// Texts of the tab "Checking".
export const judging = {
  title: 'How actions are compared with the recipe',
  hint: 'The network names actions, and now and then it is wrong. This says how the checker tells a mistake of a person from one of the network.',
  effect:
    'Applies from the next part on. Checking is not interrupted; finished parts keep their verdicts, and the part in progress is checked as it began.',
  policy: 'Way of comparing',
  policies: {
    alignment: {
      name: 'Weigh the whole sequence (recommended)',
      hint: 'Compares everything that was done so far with the recipe. A moment that the network names wrongly raises no false alarm. An unclear step is decided a few seconds later.',
    },
    firstMatch: {
      name: 'Every change at once',
      hint: 'Compares each new action with the expected step at once. Quick, but each time the network is wrong there is a false alarm.',
    },
    majority: {
      name: 'Vote over the last windows',
      hint: 'The last few windows vote on the action before it is compared. Fewer false alarms than with every change at once, but the sequence as a whole does not count.',
    },
  },
  minProbability: 'Uncertain below, %',
  minProbabilityNone:
    '0: off. A step is uncertain, and the part warns, only when the checker cannot tell it from another one. The figures below were measured this way.',
  minProbabilityHint:
    'A step that is less than {{percent}} certain is marked uncertain, and the part warns. A higher limit gives more warnings and misses fewer mistakes. A recipe can set another limit for a step.',
  threshold: 'How sure a fail must be',
  thresholdHint:
    'At the end of a part the checker knows how probable a mistake is. From this threshold on, the part fails. Below it, the part warns and somebody has to look. Higher: fewer good parts fail, and more parts have to be looked at.',
  thresholdUnused: 'Only “Weigh the whole sequence” uses this threshold.',
  failAbove: 'Fail from, %',
  chosen: 'chosen: {{percent}}',
  ratesSentence:
    'With this threshold: of 1000 good parts, {{goodFailed}} fail and {{goodWarned}} warn. Of 1000 bad parts, {{badPassed}} pass without being noticed and {{badWarned}} warn.',
  groups: {
    good: {
      title: 'Good parts (all others pass)',
      chart: 'Good parts that fail or warn, for each threshold. The table below has the same figures.',
    },
    bad: {
      title: 'Bad parts (all others fail)',
      chart: 'Bad parts that pass or warn, for each threshold. The table below has the same figures.',
    },
  },
  rates: {
    goodFailed: 'Fail: false alarm',
    goodWarned: 'Warn: somebody looks in vain',
    badPassed: 'Pass: mistake missed',
    badWarned: 'Warn: somebody has to look',
  },
  ratesFrom: 'Where these figures come from',
  ratesOf:
    'From {{parts}} simulated parts for each threshold, one in five with a mistake, for a network that names {{accuracy}} of windows right, like the one in use. In one of six bad parts the worker corrected the mistake; for these, a warning is the right answer.',
  ratesCondition:
    'They hold for a usual line: steps of 2.5 to 5 s, hands always in view, one part at a time, and a network that is as sure as it is right. On another kind of line, expect more false alarms: “stepwatch evaluate-checker --stress” measures how many.',
  ratesUnknown: 'The accuracy of this model was not measured, so there are no figures to choose by.',
  joined: {
    title: 'Parts that were begun unseen',
    hint: 'When a source is opened, or a recipe is chosen, while somebody is working, the station sees only the rest of that part.',
    rule: 'Such a part',
    noVerdict: {
      name: 'ends without a verdict',
      hint: 'Nobody gets a fail for steps that the station could not see. The part is listed as not seen from the start.',
    },
    judgeSeen: {
      name: 'is checked as far as it was seen',
      hint: 'A mistake that was seen still counts. Steps before the first one that was seen do not.',
    },
  },
  pace: 'How often the network looks',
  paceHint:
    'Each time, the network looks at the last moments of video (a window). The time from one window to the next is the window spacing (also called hop). A short one sees quick actions and gives the verdict sooner, but needs more computing power.',
  asCard: 'As the model was trained',
  asCardHint: 'A window every {{seconds}} s',
  hop: 'Window spacing, s',
  looks:
    'The network looks {{perSecond}} times a second, each time at the last {{window}} s of video. If this machine is too slow for it, the station spaces windows more widely and says so on the page Live.',
} as const;
