import { expect, test } from 'vitest';
import { en } from './en';
import { countdown, formatFor } from './format';
import { pt } from './pt';
import { visibleText } from './visible-text';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [-5, '0 s'],
  [12 * SECOND, '12 s'],
  [59_999, '59 s'],
  [4 * MINUTE, '4 min'],
  [3 * HOUR + 59 * MINUTE, '3 h'],
  [2 * DAY + 23 * HOUR, '2 d'],
])('an age of %i ms reads %s', (ms, text) => {
  expect(formatFor('pt-BR').age(ms)).toBe(text);
});

test.each([
  [350, '350 ms'],
  [42 * SECOND, '42 s'],
  [MINUTE + 56 * SECOND, '1 min 56 s'],
  [15 * MINUTE, '15 min'],
  [HOUR + 5 * MINUTE, '1 h 5 min'],
])('a span of %i ms reads %s', (ms, text) => {
  expect(formatFor('en').span(ms)).toBe(text);
});

test('a countdown shows whole seconds that are still to come', () => {
  expect([108_000, 107_100, 60_000, 900, 0, -3_000].map(countdown)).toEqual([
    '1:48',
    '1:48',
    '1:00',
    '0:01',
    '0:00',
    '0:00',
  ]);
});

test('numbers follow the language', () => {
  expect(formatFor('pt-BR').number(1310)).toBe('1.310');
  expect(formatFor('en').number(1310)).toBe('1,310');
  expect(formatFor('pt-BR').percent(62)).toBe('62%');
});

test('a moment has the day that is not today and the year that is not this one', () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  const english = formatFor('en');
  const told = (ago: number) => [
    english.moment(noon - ago, noon),
    english.preciseMoment(noon - ago, noon),
    english.dayUnlessToday(noon - ago, noon),
  ];
  expect(told(MINUTE)).toEqual(['11:59:00', '11:59:00', null]);
  expect(told(3 * DAY)).toEqual(['Nov 19, 12:00', 'Nov 19, 12:00:00', 'Nov 19']);
  expect(told(365 * DAY)).toEqual([
    'Nov 22, 2025, 12:00',
    'Nov 22, 2025, 12:00:00',
    'Nov 22, 2025',
  ]);
  expect(formatFor('pt-BR').dayUnlessToday(noon - 365 * DAY, noon)).toBe('22 de nov. de 2025');
});

test('plurals agree in both languages', () => {
  const [portuguese, english] = [pt(formatFor('pt-BR')), en(formatFor('en'))];
  expect(portuguese.liveAgain(1)).toBe('Ao vivo de novo. 1 mudança enquanto isso.');
  expect(portuguese.liveAgain(1240)).toBe('Ao vivo de novo. 1.240 mudanças enquanto isso.');
  expect(english.liveAgain(1240)).toBe('Live again. 1,240 changes meanwhile.');
  expect(portuguese.announce.changes(3, ['1 concluída', '1 falhou'])).toBe(
    '3 tarefas mudaram: 1 concluída e 1 falhou',
  );
  expect(english.connection.replaying(1240)).toBe('Catching up: 1,240 left');
  expect(portuguese.card.runsOutIn(portuguese.card.spoken(1, 48))).toBe(
    'esgota em 1 minuto e 48 segundos',
  );
});

test('what would hide or turn text is shown as a mark', () => {
  expect(visibleText('a\u0000b\u001bc\u007fd')).toBe('a␀b␛c␡d');
  expect(visibleText('invoice\u202Egpj.exe')).toBe('invoice␦gpj.exe');
  expect(visibleText('two\r\nlines\tand a tab')).toBe('two lines and a tab');
  expect(visibleText('ação – 漢字 – עברית – 👩‍🚀')).toBe('ação – 漢字 – עברית – 👩‍🚀');
});
