'use strict';

// Messages that follow each other within this time share one heading, as Discord shows them.
const GROUP_MS = 7 * 60 * 1000;
const REFRESH_MS = 1000;

const list = document.getElementById('messages');
const scroll = document.getElementById('scroll');
const state = document.getElementById('state');
const empty = document.getElementById('empty');
let shown = '';

/** Always as text: a message is never markup. */
function element(name, className, text) {
    const node = document.createElement(name);
    node.className = className;
    node.textContent = text;
    return node;
}

/** Discord shows an escaped character without its backslash. */
function unescaped(content) {
    return content.replace(/\\([!-\/:-@[-`{-~])/g, '$1');
}

// Drawn here, as Discord draws its own: not every machine has a font for them.
const SIGNS = new Map([
    ['🟦', 'blue'], ['🟨', 'yellow'], ['🟧', 'orange'], ['🟩', 'green'], ['🟥', 'red'], ['🚨', 'siren'],
]);

function sign(character) {
    const node = element('span', 'sign ' + SIGNS.get(character), character);
    node.setAttribute('role', 'img');
    return node;
}

/** The text of a message, with the signs of its templates drawn. */
function content(text) {
    const node = element('span', 'content', '');
    node.append(...text.split(/(🟦|🟨|🟧|🟩|🟥|🚨)/u).map((part) => SIGNS.has(part) ? sign(part) : part));
    return node;
}

function time(iso, full) {
    const at = new Date(iso);
    const today = at.toDateString() === new Date().toDateString();
    const clock = at.toLocaleTimeString('pt-BR', { hour: '2-digit', minute: '2-digit' });
    const day = today ? 'Hoje às ' : at.toLocaleDateString('pt-BR') + ' ';
    const node = element('time', '', full ? day + clock : clock);
    node.dateTime = iso;
    node.title = at.toLocaleString('pt-BR');
    return node;
}

function heading(message) {
    const author = element('div', 'author', '');
    author.append(element('span', '', 'mc-sync'), element('span', 'badge', 'APP'), time(message.timestamp, true));
    return author;
}

function item(message, previous) {
    const first = !previous || new Date(message.timestamp) - new Date(previous.timestamp) > GROUP_MS;
    const node = element('li', first ? 'first' : '', '');
    if (first) {
        const avatar = element('span', 'avatar', 'mc');
        avatar.setAttribute('aria-hidden', 'true');
        node.append(avatar, heading(message));
    } else {
        node.append(time(message.timestamp, false));
    }
    node.append(content(unescaped(message.content)));
    if (message.edited_timestamp) {
        node.append(element('span', 'edited', ' (editado)'));
    }
    return node;
}

function show(messages) {
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
    list.replaceChildren(...messages.map((message, i) => item(message, messages[i - 1])));
    empty.hidden = messages.length > 0;
    if (atEnd) {
        scroll.scrollTop = scroll.scrollHeight;
    }
}

async function refresh() {
    try {
        const answer = await fetch('/newest');
        const text = await answer.text();
        if (text !== shown) {
            shown = text;
            show(JSON.parse(text));
        }
        const count = Number(answer.headers.get('x-total-count'));
        state.textContent = count === 1 ? '1 mensagem' : count + ' mensagens';
        state.className = '';
    } catch {
        state.textContent = 'sem resposta: o simulador parou?';
        state.className = 'lost';
    }
    setTimeout(refresh, REFRESH_MS);
}

refresh();
