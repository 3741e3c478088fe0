export const folders = {
  title: 'Folders of the station',
  top: 'All folders',
  up: 'Up',
  take: 'Choose this folder',
  empty: 'Nothing suitable in this folder.',
} as const;
