export const screen = {
  title: 'This screen',
  hint: 'How this screen looks. Every screen of the station has its own settings.',
  effect: 'Applies at once, and only here. Checking is not affected.',
  languages: { en: 'English', es: 'Español' },
  theme: 'Theme',
  themes: { dark: 'Dark', light: 'Light' },
  overlayHints: {
    screen: 'This screen draws it: sharp, and in your language.',
    burnedIn: 'The station draws it into the video, as in recordings.',
    off: 'The video as the camera sees it.',
  },
  compact: 'Collapse rounds',
  compactHint: 'In the list of steps, rounds that are done or to come take one line.',
  sounds: 'Sounds of this screen',
  soundsHint:
    'Two rising tones for a warning, three falling tones for a fail. Each screen has its own volume; that of the machine comes on top.',
  soundsOn: 'Sounds on',
  soundsOnHint: 'Off: a warning or a fail is only seen.',
  volume: 'Volume',
  test: { warn: 'Play a warning', fail: 'Play a fail' },
  kiosk: 'Kiosk',
  kioskHint: 'The desktop program fills the whole screen, and nobody closes it by accident.',
  kioskOn: 'Kiosk on',
  kioskEffect:
    'Applies at once. Checking is not interrupted. Ctrl + Shift + K leaves the kiosk after a question.',
  kioskElsewhere: {
    service:
      'This page is open in a browser, and a page cannot hold its browser open. This command on the machine of the station shows the station over the whole screen, now and after each start. With “disable” in place of “enable” it ends.',
    browser:
      'This page is open in a browser, and a page cannot hold its browser open. F11 fills the screen until somebody presses it again. For a fixed screen at the bench, use the desktop program or the installed package.',
  },
} as const;
