// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { stage } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import { Markdown } from './Markdown';
import { webAddress } from './links';

const shown = async (text: string) => {
  const { container } = await stage(<Markdown text={text} />);
  return container.querySelector('.md')!;
};
/** Tags in the order of the page, with their texts. */
const outline = (element: Element) =>
  [...element.querySelectorAll('*')].map((each) => `${each.localName}: ${each.textContent.trim()}`);

test('what it marks is what it is', async () => {
  const md = await shown(
    '# One\n\nA **b** _c_ ~~d~~ `e`\n\n3. x\n4. y\n\n> z\n\n```js\nf <g>\n```',
  );
  expect(outline(md)).toEqual([
    'h4: One',
    'p: A b c d e',
    'strong: b',
    'em: c',
    's: d',
    'code: e',
    'ol: xy',
    'li: x',
    'li: y',
    'blockquote: z',
    'p: z',
    'pre: f <g>',
  ]);
  expect(md.querySelector('ol')!.start).toBe(3);
});

test('a table keeps its columns, and which side they are on', async () => {
  const md = await shown('| a | b |\n|---|--:|\n| 1 | 2 |');
  expect([...md.querySelectorAll('td')].map((cell) => [cell.textContent, cell.className])).toEqual([
    ['1', ''],
    ['2', 'md-right'],
  ]);
});

test('a line that was broken is broken', async () => {
  expect((await shown('one\ntwo')).querySelectorAll('br')).toHaveLength(1);
});

describe.each([
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  'a <b onclick="alert(1)">b</b> c',
  '<a href="https://example.org">x</a>',
  '<!-- hidden -->',
  '<svg/onload=alert(1)>',
])('of %s', (html) => {
  test('no element comes, and nothing is hidden', async () => {
    const md = await shown(html);
    expect(md.querySelector('img, script, b, svg:not(.ic), [onclick], [onload]')).toBeNull();
    expect(md.textContent).toContain(html.slice(0, 4));
  });
});

test.each(LANGUAGES)('a link leaves the page, and says so, in %s', async (language) => {
  const { words } = speechOf(language);
  const { container } = await stage(<Markdown text="[a *b*](https://example.org/x?y=1)" />, {
    language,
  });
  const link = container.querySelector('a')!;
  expect([link.href, link.rel, link.target]).toEqual([
    'https://example.org/x?y=1',
    'noopener noreferrer nofollow',
    '_blank',
  ]);
  expect(link.textContent).toBe(`a b (${words.leaves})`);
});

test('an address is a link by itself; a name with a dot in it is not', async () => {
  const md = await shown('see https://example.org/a and notes.md, me@example.org');
  expect([...md.querySelectorAll('a')].map((link) => link.href)).toEqual(['https://example.org/a']);
});

test('an image is a link to it, and is not fetched', async () => {
  const md = await shown('![A chart](https://example.org/chart.png)');
  expect(md.querySelector('img')).toBeNull();
  expect(md.querySelector('a')!.textContent).toMatch(/^A chart/);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '/api/session',
  '//example.org',
  'https://me:secret@example.org',
  'file:///etc/passwd',
  'mailto:me@example.org',
])('%s is led to by nothing', async (address) => {
  expect(webAddress(address)).toBeNull();
  for (const text of [`[x](${address})`, `![x](${address})`, `<${address}>`])
    expect((await shown(text)).querySelector('a, img')).toBeNull();
});

test('what would turn the direction of writing is shown as a mark', async () => {
  expect((await shown('a\u202eb `c\u202ed`')).textContent).toBe('a␦b c␦d');
});

test.each([
  ['levels', '>'.repeat(16_000)],
  ['cells', `${'|'.repeat(200)}\n${'|-'.repeat(199)}\n${'x\n'.repeat(7_000)}`],
  ['marks', '*a '.repeat(5_000)],
])('too many %s hold nothing up', async (_, text) => {
  const md = await shown(text);
  expect(md.querySelectorAll('*').length).toBeLessThan(10_000);
});
