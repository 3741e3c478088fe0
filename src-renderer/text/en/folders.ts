export const folders = {
  title: 'Folders of the station',
  top: 'Folders that may be looked into',
  up: 'Up',
  take: 'Take this folder',
  empty: 'Nothing in here that fits.',
} as const;
