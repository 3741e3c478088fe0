// What somebody has typed into a form survives a reload of the page, in the storage of the browser's tab. Never a password.
import { useState } from 'react';

const prefix = 'stepwatch.form.';

/** Texts and switches. */
type Form<Fields> = { readonly [Name in keyof Fields]: string | boolean };

/** As `useState`. @param form Names the form in the storage. */
export function useKeptForm<Fields extends Form<Fields>>(
  form: string,
  initial: Fields,
): [Fields, (change: Partial<Fields>) => void] {
  const [fields, setFields] = useState(() => readForm(sessionStorage.getItem(prefix + form), initial));
  return [
    fields,
    (change) => {
      const next = { ...fields, ...change };
      sessionStorage.setItem(prefix + form, JSON.stringify(next));
      setFields(next);
    },
  ];
}

/** Pure: what can be used of the stored text. Another version may have written it. */
export function readForm<Fields extends Form<Fields>>(stored: string | null, initial: Fields): Fields {
  if (stored === null) return initial;
  try {
    const known = JSON.parse(stored) as Readonly<Record<string, unknown>>;
    const usable = Object.entries(initial).flatMap(([name, value]) =>
      typeof known[name] === typeof value ? [[name, known[name]]] : [],
    );
    return { ...initial, ...Object.fromEntries(usable) };
  } catch {
    return initial;
  }
}
