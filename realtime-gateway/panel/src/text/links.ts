/** The address, when it is one that a browser may be led to by somebody else: absolute, of the web, and no one's login. */
export function webAddress(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null; // Relative to nothing: what an agent writes has no place on this server.
  }
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url.href : null;
}
