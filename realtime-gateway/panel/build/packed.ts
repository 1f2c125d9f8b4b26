import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { firstLoad } from './first-load.ts';

/** What the scripts of the board's first load may weigh on the wire (bytes), in whichever form a browser reads. */
const MOST = 120_000;

/** The page's own, before any that is built. */
const BEFORE = ['theme.js'];

/** One of these is loaded with the panel, by the person's language. */
const LANGUAGES = ['src/words/pt.ts', 'src/words/en.ts'];

const PACKABLE = /\.(?:html|js|css|svg)$/;

/**
 * The forms of a file beside itself, packed once and at their best; the server sends the shortest that a browser reads.
 * A browser that reads zstd reads brotli, too, which makes these files shorter.
 */
function formsOf(content: Buffer): Readonly<Record<'.br' | '.gz', Buffer>> {
  return {
    '.br': brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    '.gz': gzipSync(content, { level: 9 }),
  };
}

/** Packs what was built, tells what the board's first load weighs, and fails a build where that is too much. */
export function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle: {
      order: 'post',
      handler({ dir }, bundle) {
        const weights = new Map(packedIn(dir!));
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        for (const language of LANGUAGES) {
          const names = [...BEFORE, ...firstLoad(chunks, language)];
          const total = (ending: '.br' | '.gz') =>
            names.reduce((sum, name) => sum + weights.get(name)![ending], 0);
          const told = `Script at first load with ${language}: ${kilo(total('.br'))} by brotli, ${kilo(total('.gz'))} by gzip; at most ${kilo(MOST)}`;
          if (Math.max(total('.br'), total('.gz')) > MOST) this.error(told);
          console.log(told);
        }
      },
    },
  };
}

/** The lengths of the forms of each file there. */
function packedIn(
  directory: string,
): (readonly [name: string, lengths: Readonly<Record<'.br' | '.gz', number>>])[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => PACKABLE.test(name))
    .map((name) => {
      const path = join(directory, name);
      const forms = formsOf(readFileSync(path));
      for (const [ending, form] of Object.entries(forms)) writeFileSync(path + ending, form);
      return [
        name.replaceAll('\\', '/'),
        { '.br': forms['.br'].length, '.gz': forms['.gz'].length },
      ];
    });
}

const kilo = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;
