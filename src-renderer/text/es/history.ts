export const history = {
  title: 'Historial',
} as const;
