// Debian's Chromium, found and not downloaded.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

export function chromiumHere() {
  const places = (process.env.PATH ?? '').split(delimiter);
  return (
    process.env.MC_CHROMIUM ??
    NAMES.flatMap((name) => places.map((place) => join(place, name))).find(existsSync)
  );
}

export function launch() {
  const executablePath = chromiumHere();
  if (executablePath === undefined) {
    throw new Error(
      'no Chromium here: install it (apt-get install chromium) or name it in MC_CHROMIUM',
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      // Everything that is opened is ours, and a container's root has no user namespaces.
      '--no-sandbox',
      '--disable-gpu',
      // On a busy machine it would take the process that draws for one that hangs, and end it.
      '--disable-gpu-watchdog',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}
