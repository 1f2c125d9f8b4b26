// Reads a description of topics as AsyncAPI's own parser does, and writes what it found, one finding a line.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const WARNING = 1;

const file = process.argv[2];
const { document, diagnostics } = await new Parser().parse(readFileSync(file, 'utf8'), {
  source: file,
});
for (const { severity, code, path, message } of diagnostics) {
  if (severity <= WARNING) {
    console.log(`${code} /${path.join('/')}: ${message}`);
  }
}
if (document === undefined) {
  console.log('no document');
}
