// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { agentOf, stage, taskOf } from '../testing/stage';
import { LANGUAGES, speechOf } from '../testing/languages';
import { Notices } from './Notices';
import { setNotices } from './notices';
import { NoticeSwitch } from './NoticeSwitch';

/** What the browser was asked to show. */
class Shown {
  static all: Shown[] = [];
  static permission: NotificationPermission = 'granted';
  static answer: NotificationPermission = 'granted';
  static asked = 0;
  static requestPermission() {
    Shown.asked += 1;
    Shown.permission = Shown.answer;
    return Promise.resolve(Shown.answer);
  }
  onclick: (() => void) | null = null;
  closed = false;
  readonly title: string;
  readonly options: NotificationOptions;
  constructor(title: string, options: NotificationOptions) {
    this.title = title;
    this.options = options;
    Shown.all.push(this);
  }
  close() {
    this.closed = true;
  }
}

let hidden = false;

beforeEach(() => {
  Object.assign(Shown, { all: [], permission: 'granted', answer: 'granted', asked: 0 });
  hidden = false;
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  vi.stubGlobal('Notification', Shown);
  vi.stubGlobal('isSecureContext', true);
  history.replaceState(null, '', '/agents');
});

afterEach(() => {
  vi.restoreAllMocks();
  setNotices(false);
});

const FAILED = { status: 'failed', stage: 'blocked', error_code: 'upstream_503' } as const;
const failed = (id: string, version = 2) =>
  ({ op: 'task', task: taskOf(id, { ...FAILED, version }) }) as const;

describe.each(LANGUAGES)('outside the page, in %s', (language) => {
  const { words } = speechOf(language);
  const tasks = ['t1', 't2', 't3', 't4', 't5'].map((id) => taskOf(id));
  const begin = () =>
    stage(<Notices />, {
      language,
      tasks: [...tasks, taskOf('old', FAILED)],
      agents: [agentOf('agt_a')],
    });

  test('a task that newly needs a person is told once, with a tag, and a click opens it', async () => {
    const { say, pass } = await begin();
    hidden = true;
    await say(failed('t1'));
    await pass(1_000);
    await say({ op: 'task', task: taskOf('t1', { ...FAILED, version: 3, message: 'again' }) });
    await pass(5_000);
    expect(Shown.all).toHaveLength(1);
    const [notice] = Shown.all;
    expect(notice!.title).toBe('Task t1');
    expect(notice!.options).toMatchObject({
      body: `${words.face.failed} · agt_a`,
      tag: 't1 1 failed blocked',
    });
    act(() => notice!.onclick!());
    expect(location.pathname).toBe('/tasks/t1');
    expect(notice!.closed).toBe(true);
  });

  test('the next attempt that fails is another reason', async () => {
    const { say, pass } = await begin();
    hidden = true;
    await say(failed('t1'));
    await pass(1_000);
    await say({ op: 'task', task: taskOf('t1', { version: 3, attempt: 2 }) });
    await pass(1_000);
    await say({ op: 'task', task: taskOf('t1', { ...FAILED, version: 4, attempt: 2 }) });
    await pass(1_000);
    expect(Shown.all.map(({ options }) => options.tag)).toEqual([
      't1 1 failed blocked',
      't1 2 failed blocked',
    ]);
  });

  test('an agent that is gone is the reason that is told', async () => {
    const { say, pass } = await begin();
    hidden = true;
    await say({ op: 'task', task: taskOf('t9', { agent_id: 'agt_b' }) });
    await say({ op: 'agent', agent: agentOf('agt_b', { presence: 'offline' }) });
    await pass(1_000);
    expect(Shown.all.map(({ options }) => options.body)).toEqual([
      `${words.notices.agentGone} · agt_b`,
    ]);
  });

  test('many at once are told as one, which leads to all of them', async () => {
    const { say, pass } = await begin();
    hidden = true;
    await say(...['t1', 't2', 't3', 't4'].map((id) => failed(id)));
    await pass(1_000);
    expect(Shown.all.map(({ title }) => title)).toEqual([words.notices.several('4')]);
    act(() => Shown.all[0]!.onclick!());
    expect(location.pathname + location.search).toBe('/?attention=1');
  });

  test('what is there at the beginning, or happens while the page is seen, is not told', async () => {
    const { say, pass } = await begin();
    await say(failed('t1'));
    await pass(1_000);
    hidden = true;
    await pass(5_000);
    expect(Shown.all).toEqual([]);
  });

  test('without leave nothing is told', async () => {
    Shown.permission = 'denied';
    const { say, pass } = await begin();
    hidden = true;
    await say(failed('t1'));
    await pass(1_000);
    expect(Shown.all).toEqual([]);
  });
});

describe.each(LANGUAGES)('the switch, in %s', (language) => {
  const { words } = speechOf(language);
  const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: words.notices.label });

  test('is off, and asks for leave only when it is turned on', async () => {
    Shown.permission = 'default';
    const { pass } = await stage(<NoticeSwitch />, { language });
    expect([box().checked, Shown.asked]).toEqual([false, 0]);
    fireEvent.click(box());
    await pass(0);
    expect([box().checked, Shown.asked]).toEqual([true, 1]);
    expect(localStorage.getItem('mc.notices')).toBe('on');
    fireEvent.click(box());
    await pass(0);
    expect([box().checked, Shown.asked]).toEqual([false, 1]);
    expect(localStorage.getItem('mc.notices')).toBe('off');
  });

  test('stays off when leave is refused, and says what to do', async () => {
    Object.assign(Shown, { permission: 'default', answer: 'denied' });
    const { container, pass } = await stage(<NoticeSwitch />, { language });
    fireEvent.click(box());
    await pass(0);
    expect([box().checked, box().disabled]).toEqual([false, true]);
    expect(container.textContent).toContain(words.notices.denied);
  });

  test('cannot be turned on where the browser has no notifications for this page', async () => {
    vi.stubGlobal('isSecureContext', false);
    const { container } = await stage(<NoticeSwitch />, { language });
    expect(box().disabled).toBe(true);
    expect(container.textContent).toContain(words.notices.impossible);
  });
});
