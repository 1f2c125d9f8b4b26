/** What a bundler says of a file that it has made. */
export interface Chunk {
  readonly fileName: string;
  readonly isEntry: boolean;
  /** The module for which the chunk was made, by its path. */
  readonly facadeModuleId: string | null;
  /** Names of the chunks that are loaded with it. */
  readonly imports: readonly string[];
}

/**
 * The chunks that a browser loads before it shows anything: the entries, the one of the language, and all that these
 * import.
 *
 * @param language the end of the path of its module
 */
export function firstLoad(chunks: readonly Chunk[], language: string): string[] {
  const words = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(language));
  if (words === undefined) throw new Error(`Expected a chunk of ${language}, found none`);
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set<string>();
  const load = (chunk: Chunk) => {
    if (loaded.has(chunk.fileName)) return;
    loaded.add(chunk.fileName);
    for (const name of chunk.imports) if (byName.has(name)) load(byName.get(name)!);
  };
  for (const chunk of chunks) if (chunk.isEntry) load(chunk);
  load(words);
  return [...loaded];
}
