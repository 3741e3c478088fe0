// The frame around the rooms.
export const app = {
  rooms: { live: 'Live', recipes: 'Recipes', history: 'History', setup: 'Setup' },
  navigation: 'Rooms',
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
  viewerHint: 'You are logged in to look on. Buttons that change something are off.',
  defect: {
    title: 'This screen has a defect',
    message: 'The station goes on checking. Reload the screen; if it comes back, report it.',
    reload: 'Reload',
  },
  strip: {
    lost: 'Connection lost: what you see may be old. Trying again.',
    engine: 'The engine is not running: what you see may be old.',
    refused: 'Your session is over. Log in again to go on.',
  },
} as const;
