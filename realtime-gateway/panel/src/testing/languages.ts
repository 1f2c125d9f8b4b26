import { en } from '../words/en';
import { formatFor, type Format } from '../words/format';
import { pt, type Words } from '../words/pt';
import type { Language } from '../words/words';

/** Both languages, for tests that hold in either. */
export const LANGUAGES: readonly Language[] = ['pt-BR', 'en'];

export function speechOf(language: Language): { words: Words; format: Format } {
  const format = formatFor(language);
  return { words: language === 'en' ? en(format) : pt(format), format };
}
