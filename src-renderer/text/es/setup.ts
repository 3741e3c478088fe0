export const setup = {
  title: 'Ajustes',
} as const;
