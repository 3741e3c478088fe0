// The texts of the screens in every language, and the formats of numbers and times. When a language lacks a key, tsc
// fails: each language has the type of the English texts.
import i18next, { type i18n, type TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider, initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../station/index.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';

export { createFormats, type Formats, useFormats } from './formats.ts';
export { toldError } from './told-error.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    returnNull: false;
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Gives the text of a key in the language that is set. */
export type Text = TFunction;

export function createTexts(language: Language): i18n {
  const texts = i18next.createInstance();
  // The texts are part of the program, so this finishes at once.
  void texts.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, es: { translation: es } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return texts;
}

export function TextProvider({ texts, children }: { readonly texts: i18n; readonly children: ReactNode }) {
  return <I18nextProvider i18n={texts}>{children}</I18nextProvider>;
}

export function useText(): Text {
  return useTranslation().t;
}
