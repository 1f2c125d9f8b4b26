import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { remember, recall } from '../app/preferences';
import { en } from './en';
import { formatFor, type Format } from './format';
import { pt, type Words } from './pt';

export type Language = 'pt-BR' | 'en';

interface Speech {
  readonly words: Words;
  readonly format: Format;
  readonly language: Language;
  readonly switchLanguage: () => void;
}

const SpeechContext = createContext<Speech | null>(null);

/** The language of the browser, unless one was chosen here. Portuguese of any country reads the Brazilian words. */
function firstLanguage(): Language {
  const chosen = recall('language');
  if (chosen === 'pt-BR' || chosen === 'en') return chosen;
  return (navigator.languages[0] ?? navigator.language).toLowerCase().startsWith('pt')
    ? 'pt-BR'
    : 'en';
}

export function Speaking({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const speech = useMemo<Speech>(() => {
    const format = formatFor(language);
    return {
      language,
      format,
      words: language === 'pt-BR' ? pt(format) : en(format),
      switchLanguage: () => {
        const other = language === 'pt-BR' ? 'en' : 'pt-BR';
        remember('language', other);
        setLanguage(other);
      },
    };
  }, [language]);
  useEffect(() => void (document.documentElement.lang = language), [language]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (speech === null) throw new Error('useSpeech: no <Speaking> above');
  return speech;
}

export const useWords = (): Words => useSpeech().words;
export const useFormat = (): Format => useSpeech().format;
