// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { stage } from '../testing/stage';
import { CopyId, Id, partsOfId } from './Id';

test.each([1, 24, 25, 40, 128])('an id of %d characters loses none of them', (length) => {
  const id = Array.from({ length }, (_, at) => (at % 10).toString()).join('');
  expect(partsOfId(id).join('')).toBe(id);
});

test('a long one is cut before its end, by which ids differ; a short one is not cut', () => {
  expect(partsOfId('agt_atlas')).toEqual(['agt_atlas', '']);
  expect(partsOfId(`agt_${'x'.repeat(30)}_eu-west1`)[1]).toBe('eu-west1'.slice(-8));
});

test('the whole of it is in the page, on hover, and one press from the clipboard', async () => {
  const id = `agt_${'0123456789'.repeat(12)}wxyz`;
  const { container, getByRole } = await stage(
    <>
      <Id id={id} />
      <CopyId id={id} />
    </>,
  );
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  expect(container.querySelector('.id')!.textContent).toBe(id);
  expect(container.querySelector('.id')!.getAttribute('title')).toBe(id);
  fireEvent.click(getByRole('button', { name: `Copy id ${id}` }));
  expect(write).toHaveBeenCalledWith(id);
});

test('what is never cut needs no button', async () => {
  const { container } = await stage(<CopyId id="agt_atlas" />);
  expect(container.querySelector('button')).toBeNull();
});
