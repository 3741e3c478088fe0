// The frame around the rooms.
export const app = {
  rooms: {
    live: 'Live',
    recipes: 'Recipes',
    history: 'History',
    figures: 'Figures',
    teach: 'Teach',
    setup: 'Setup',
  },
  navigation: 'Pages',
  skipToContent: 'Skip to the content',
  toLight: 'Light theme',
  toDark: 'Dark theme',
  mute: 'Mute',
  unmute: 'Sound on',
  language: 'Language',
  shortcuts: 'Keyboard shortcuts',
  shortcutsHint: 'Letters work while no text field has the focus.',
  openRoom: 'Open {{room}}',
  viewer: 'View only',
  viewerHint: 'You are logged in as a viewer. Buttons that change something are off.',
  defect: {
    title: 'This page has failed',
    message: 'The station goes on checking. Reload the page. If it fails again, report it.',
    reload: 'Reload',
  },
  strip: {
    lost: 'Connection lost: what you see may be old. This screen tries to connect again.',
    engine: 'The engine is not running: what you see may be old.',
    refused: 'Your session is over. Log in again to go on.',
  },
} as const;
