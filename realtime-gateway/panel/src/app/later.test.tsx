// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { stage } from '../testing/stage';
import { fetchAhead, later, type Meanwhile } from './later';

const Waiting: Meanwhile = ({ fault }) =>
  fault === null ? 'coming' : `again in ${fault.seconds} s`;
const Part = ({ name }: { name: string }) => <b>{name} is here</b>;

/** Code that comes when the test lets it, and how often it was asked for. */
function code() {
  const asked: { come: () => void; fail: () => void }[] = [];
  const load = () =>
    new Promise<typeof Part>((resolve, reject) => {
      asked.push({ come: () => resolve(Part), fail: () => reject(new TypeError('no network')) });
    });
  return { load, asked };
}

test('a part is shown once its code has come, and then at once', async () => {
  const { load, asked } = code();
  const Later = later(load, Waiting);
  const { container, pass, rerender } = await stage(<Later name="one" />);
  expect(container.textContent).toBe('coming');

  asked[0]!.come();
  await pass(0);
  expect(container.textContent).toBe('one is here');
  rerender(<></>);

  const second = await stage(<Later name="two" />);
  expect(second.container.textContent).toBe('two is here');
  expect(asked).toHaveLength(1);
});

test('code that does not come is told, and asked for again', async () => {
  const { load, asked } = code();
  const Later = later(load, Waiting);
  const { container, pass } = await stage(<Later name="one" />);
  asked[0]!.fail();
  await pass(0);
  expect(container.textContent).toBe('again in 2 s');

  await pass(2_000);
  asked[1]!.come();
  await pass(0);
  expect(container.textContent).toBe('one is here');
});

test('what was fetched ahead needs no server any more', async () => {
  const [one, other] = [code(), code()];
  const Later = later(one.load, Waiting);
  later(other.load, Waiting);
  const fetched = fetchAhead();
  other.asked[0]!.fail();
  one.asked[0]!.come();
  await fetched;

  const { container } = await stage(<Later name="one" />);
  expect(container.textContent).toBe('one is here');
  expect(one.asked).toHaveLength(1);
});
