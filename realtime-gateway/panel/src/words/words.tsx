import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { usePanel } from '../app/panel';
import { remember, recall } from '../app/preferences';
import { formatFor, type Format } from './format';
import type { Words } from './pt';

export type Language = 'pt-BR' | 'en';

type Dictionary = (format: Format) => Words;

interface Speech {
  readonly words: Words;
  readonly format: Format;
  readonly language: Language;
  readonly switchLanguage: () => void;
}

const SpeechContext = createContext<Speech | null>(null);

/** Each language is a file of its own, which only those load who read it. */
const FILES: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  'pt-BR': async () => (await import('./pt')).pt,
  en: async () => (await import('./en')).en,
};

const learnt = new Map<Language, Dictionary>();

/** Loads the words of a language; before it has them, nothing can be said in it. */
export async function learn(language: Language): Promise<void> {
  if (!learnt.has(language)) learnt.set(language, await FILES[language]());
}

/** The language of the browser, unless one was chosen here. Portuguese of any country reads the Brazilian words. */
export function firstLanguage(): Language {
  const chosen = recall('language');
  if (chosen === 'pt-BR' || chosen === 'en') return chosen;
  return (navigator.languages[0] ?? navigator.language).toLowerCase().startsWith('pt')
    ? 'pt-BR'
    : 'en';
}

/** In the first language, which must have been learnt, until another is chosen and learnt. */
export function Speaking({ children }: { children: ReactNode }) {
  const { toaster } = usePanel();
  const [language, setLanguage] = useState(firstLanguage);
  const speech = useMemo<Speech>(() => {
    const format = formatFor(language);
    const words = dictionaryOf(language)(format);
    const switchTo = async (other: Language) => {
      try {
        await learn(other);
      } catch {
        toaster.show({ text: words.languageNotLoaded, tone: 'bad' });
        return;
      }
      remember('language', other);
      setLanguage(other);
    };
    return {
      language,
      format,
      words,
      switchLanguage: () => void switchTo(language === 'pt-BR' ? 'en' : 'pt-BR'),
    };
  }, [language, toaster]);
  useEffect(() => void (document.documentElement.lang = language), [language]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

function dictionaryOf(language: Language): Dictionary {
  const dictionary = learnt.get(language);
  if (dictionary === undefined) throw new Error(`<Speaking>: ${language} was not learnt before`);
  return dictionary;
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (speech === null) throw new Error('useSpeech: no <Speaking> above');
  return speech;
}

export const useWords = (): Words => useSpeech().words;
export const useFormat = (): Format => useSpeech().format;
