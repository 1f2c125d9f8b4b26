// What people do on the panel, against the real system. Each name is a sentence that must hold; they run in this order.
import * as activity from './tests/activity.mjs';
import * as addresses from './tests/addresses.mjs';
import * as agents from './tests/agents.mjs';
import * as axe from './tests/axe.mjs';
import * as board from './tests/board.mjs';
import * as connection from './tests/connection.mjs';
import * as create from './tests/create.mjs';
import * as docs from './tests/docs.mjs';
import * as drawer from './tests/drawer.mjs';
import * as faults from './tests/faults.mjs';
import * as find from './tests/find.mjs';
import * as health from './tests/health.mjs';
import * as keyboard from './tests/keyboard.mjs';
import * as menus from './tests/menus.mjs';
import * as layout from './tests/layout.mjs';
import * as moves from './tests/moves.mjs';
import * as past from './tests/past.mjs';
import * as phone from './tests/phone.mjs';
import * as questions from './tests/questions.mjs';
import * as session from './tests/session.mjs';

export const tests = {
  'an empty board teaches the first commands': board.teachesWhenEmpty,
  'a person signs in once with the token, and a wrong one is refused': session.signIn,
  'a task created on the panel appears as a card, once its payload is right':
    create.createOnThePanel,
  'a finished task that has left the board is found at the end of its column':
    board.findInTheArchive,
  'an event posted by a script moves the card without a reload': board.followReports,
  'the mouse drags a card to another column, and Undo takes it back': moves.dragAndUndo,
  'the keyboard alone creates, moves, opens and retries': keyboard.keyboardAlone,
  'the keyboard alone gives a task to another agent': keyboard.reassignByKeyboard,
  'the keyboard alone picks several cards and archives them at once': keyboard.severalAtOnce,
  'the keyboard alone finds tasks, agents and views by the palette, and walks the list':
    find.foundByKeysAlone,
  'space lifts a card, arrows carry it over legal columns, space drops it': moves.carryByArrows,
  'a menu at the foot of the page stays in sight and keeps the focus as its items change':
    menus.menuAtTheFoot,
  'a column walked by keys keeps the card with the focus in sight': keyboard.walkAColumn,
  'an open menu outlives a push that moves its card': menus.menuOutlivesPush,
  'the question whether to cancel outlives a push, and the focus goes back to the card':
    menus.questionOutlivesPush,
  'a task open on a phone can be closed, and says itself that it is old': phone.drawerOnAPhone,
  'beside an open task nothing that can take the focus lies under it': drawer.nothingUnderIt,
  'at 400 % zoom a whole card can be seen': board.wholeCardAtZoom,
  'a move that came second goes back and names both versions': moves.moveThatCameSecond,
  'a move that the server does not allow goes back with its reason': moves.moveNotAllowed,
  'a cut gateway is shown as stale, and the board resumes without a reload':
    connection.cutAndResume,
  'a question waits on its card, and the keyboard alone answers it from the list of all':
    questions.answerByKeyboard,
  'an answer that came second says so and keeps its words': questions.answeredFirst,
  'an option of a question is sent at once': questions.optionAtOnce,
  'editing the instructions of an attempt under way begins another': questions.editUnderWay,
  'a deep link opens the task, with its history and where each fact went': drawer.deepLink,
  'a task that is tried again by itself says when, and a person may still cancel it':
    board.retriedByItself,
  'time travel shows the board as it was, marked as past, and nothing can be changed there':
    past.travelInTime,
  'the health view tells how the system does, and how long reports took to this screen':
    health.healthTold,
  'the activity comes in live and leads back as far as there is anything':
    activity.activityLiveAndBack,
  'the agents view tells how their attempts ended and how long they took': agents.agentsFigures,
  'search and filters live in the address': board.filtersInTheAddress,
  'an address that leads nowhere says so and leads back': addresses.leadsNowhere,
  'text from outside is only ever text': board.onlyText,
  'two tabs agree after a move in one': moves.twoTabsAgree,
  'on a phone of 390 px all views fit, and a finger moves a card by its menu': phone.viewsFitAPhone,
  'axe finds nothing in the light theme': axe.lightTheme,
  'axe finds nothing in the dark theme': axe.darkTheme,
  'the look for faults of the layout finds one of each kind': layout.findsFaults,
  'on the board no text lies over another, and no control is cut, on any screen':
    layout.boardLayout,
  'nor in the menus and filters of the board': layout.boardMenusLayout,
  'nor in a task in full': layout.drawerLayout,
  'nor in the other views': layout.otherViewsLayout,
  'nor in the dialogs': layout.dialogsLayout,
  'the page of the API draws every call on any screen, in both themes, and asks nobody else':
    docs.everyCallDrawn,
  'no page ever failed, nor asked for what its policy forbids': faults.noFaults,
};
