// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { recall } from '../app/preferences';
import { stage } from '../testing/stage';
import { useSpeech } from './words';

function Greeting() {
  const { words, switchLanguage } = useSpeech();
  return <button onClick={switchLanguage}>{words.newTask}</button>;
}

test('another language is spoken once its words are there, and stays chosen', async () => {
  const { pass } = await stage(<Greeting />, { language: 'pt-BR' });
  expect(screen.getByRole('button').textContent).toBe('Nova tarefa');
  expect(document.documentElement.lang).toBe('pt-BR');

  fireEvent.click(screen.getByRole('button'));
  expect(screen.getByRole('button').textContent).toBe('Nova tarefa');
  await pass(0);
  expect(screen.getByRole('button').textContent).toBe('New task');
  expect(document.documentElement.lang).toBe('en');
  expect(recall('language')).toBe('en');
});
