import { expect, test } from 'vitest';
import { firstLoad, type Chunk } from './first-load.ts';

const chunk = (fileName: string, imports: string[] = [], more: Partial<Chunk> = {}): Chunk => ({
  fileName,
  isEntry: false,
  facadeModuleId: null,
  imports,
  ...more,
});

const CHUNKS = [
  chunk('page.js', ['shared.js'], { isEntry: true }),
  chunk('shared.js', ['deep.js', 'page.js']),
  chunk('deep.js'),
  chunk('view.js', ['charts.js', 'shared.js']),
  chunk('charts.js'),
  chunk('pt.js', ['count.js'], { facadeModuleId: '/panel/src/words/pt.ts' }),
  chunk('en.js', [], { facadeModuleId: '/panel/src/words/en.ts' }),
  chunk('count.js'),
];

test('the first load is the entry, one language, and what these import', () => {
  expect(firstLoad(CHUNKS, 'src/words/pt.ts')).toEqual([
    'page.js',
    'shared.js',
    'deep.js',
    'pt.js',
    'count.js',
  ]);
  expect(firstLoad(CHUNKS, 'src/words/en.ts')).toEqual([
    'page.js',
    'shared.js',
    'deep.js',
    'en.js',
  ]);
});

test('a language that is in no chunk of its own is told', () => {
  expect(() => firstLoad(CHUNKS, 'src/words/fr.ts')).toThrow('src/words/fr.ts');
});
