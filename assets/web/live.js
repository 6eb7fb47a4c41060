// The live page. Everything comes as whole rows (idempotent) from /live/ID/state and then from the
// stream /live/ID/events; what is shown is worked out from the rows. Text goes in as text only.
'use strict';

const session = document.body.dataset.session;
const recordsLeaving = document.body.dataset.leaving === 'yes';
const thai = document.documentElement.lang === 'th';
const collator = new Intl.Collator(thai ? 'th' : 'en');

const rows = new Map();    // id → row
const shown = new Map();   // id → its element
let position = null;       // what has been seen of the ledger
let filter = null;         // here, absent, late, left; null: everybody
let limit = 100;           // rows drawn at once; more on demand

// ---- what is shown

const inFilter = {
  here: (row) => row.state === 'here',
  absent: (row) => row.state === 'absent',
  late: (row) => row.timing === 'late',
  left: (row) => row.state === 'left',
};

function label(row) {
  return row.nickname || row.name || t('The name is still on its way');
}

function newestFirst(a, b) {
  if ((a.state === 'absent') !== (b.state === 'absent')) return a.state === 'absent' ? 1 : -1;
  if (a.state === 'absent') return collator.compare(label(a), label(b));
  const when = (row) => (filter === 'left' ? row.went || 0 : row.came || 0);
  return when(b) - when(a) || collator.compare(label(a), label(b));
}

function folded(text) {
  return text.toLocaleLowerCase().normalize('NFC').replace(/\s+/g, ' ').trim();
}

function found(row, query) {
  if (!query) return true;
  const team = row.team ? (row.team.th || '') + ' ' + (row.team.en || '') : '';
  return folded([row.nickname, row.name, row.code, team].join(' ')).includes(query);
}

function counts() {
  const count = {here: 0, absent: 0, late: 0, left: 0};
  for (const row of rows.values()) {
    count[row.state] += 1;
    if (row.timing === 'late') count.late += 1;
  }
  return count;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function chips(row) {
  const all = element('span', 'chips');
  const add = (text, more = '') => all.append(element('span', 'chip ' + more, text));
  if (row.timing === 'late') add(t('Late'), 'late');
  if (row.timing === 'early') add(t('Early'));
  if (row.guest) add(t('Not on the list'));
  if (row.unsure) add(t('Time not confirmed'));
  if (row.by_staff) add(t('Marked by staff'));
  return all;
}

function action(row, name, text) {
  const button = element('button', 'quiet-button', text);
  button.type = 'button';
  button.addEventListener('click', () => correct(row.id, name, button));
  return button;
}

function actions(row) {
  const all = element('div', 'actions');
  if (row.state === 'absent') all.append(action(row, 'here', t('Mark as here')));
  if (row.state === 'here') {
    if (recordsLeaving) all.append(action(row, 'left', t('Mark as left')));
    all.append(action(row, 'undo', t('Take it back')));
  }
  if (row.state === 'left') all.append(action(row, 'back', t('Still here')));
  return all;
}

function fill(item, row) {
  const wasOpen = item.firstChild ? item.firstChild.open : false;
  const details = element('details');
  details.open = wasOpen;
  const summary = element('summary');
  const who = element('span', 'who');
  const nick = element('bdi', 'nick', label(row));
  const team = row.team ? (thai ? row.team.th : row.team.en || row.team.th) : '';
  const second = [row.nickname ? row.name : '', team].filter(Boolean).join(' · ');
  who.append(nick);
  if (second) who.append(element('bdi', 'full', second));
  const when = element('span', 'when');
  if (row.came) when.append(t('Came {time}', {time: clock.format(row.came)}));
  if (row.went) when.append(element('span', 'went', t('Left {time}', {time: clock.format(row.went)})));
  summary.append(who, when, chips(row));
  details.append(summary, actions(row));
  item.className = 'person ' + row.state;
  if (/^#[0-9a-f]{6}$/i.test(row.colour || '')) item.style.borderLeftColor = row.colour;
  item.replaceChildren(details);
  item.row = row;
}

function drawCounts() {
  const count = counts();
  for (const name of Object.keys(count)) $('count-' + name).textContent = count[name];
  saySoon(t('{here} here, {absent} not yet, {late} late, {left} left', count));
}

function drawPeople(fresh) {
  const query = folded($('search').value);
  const all = [...rows.values()].filter(
    (row) => (!filter || inFilter[filter](row)) && found(row, query));
  all.sort(newestFirst);
  const items = [];
  for (const row of all.slice(0, limit)) {
    let item = shown.get(row.id);
    if (!item) {
      item = element('li');
      shown.set(row.id, item);
    }
    if (item.row !== row) fill(item, row);
    item.classList.toggle('fresh', fresh.has(row.id));
    items.push(item);
  }
  placeInOrder($('people'), items);
  $('more').hidden = all.length <= limit;
  $('more').textContent = t('Show more') + ' (' + (all.length - items.length) + ')';
  drawEmpty(all.length === 0 && position !== null, query);
}

// Moves only what is not in its place, so that focus and open rows stay.
function placeInOrder(list, items) {
  const keep = new Set(items);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] || null);
  });
}

function drawEmpty(empty, query) {
  $('empty').hidden = !empty;
  if (!empty) return;
  const everybody = filter === 'absent' && !query && rows.size > 0;
  $('empty-title').textContent = query ? t('Nobody of that name yet')
    : everybody ? t('Everybody is here') : t('Nobody yet');
  $('empty-text').textContent =
    query || everybody ? '' : t('The first one shows up here by itself.');
}

// A screen reader hears the counts at most every five seconds.
let sayTimer = null;
function saySoon(text) {
  saySoon.text = text;
  if (sayTimer) return;
  sayTimer = setTimeout(() => {
    sayTimer = null;
    if ($('said').textContent !== saySoon.text) $('said').textContent = saySoon.text;
  }, 5000);
}

let drawing = null;
const freshIds = new Set();
function draw() {
  if (drawing) return;
  drawing = requestAnimationFrame(() => {
    drawing = null;
    drawCounts();
    drawPeople(freshIds);
    freshIds.clear();
  });
}

// ---- what comes in

function takeState(state) {
  rows.clear();
  for (const row of state.rows) rows.set(row.id, row);
  for (const id of [...shown.keys()]) if (!rows.has(id)) shown.delete(id);
  position = state.position;
  draw();
}

function takeChange(change) {
  for (const row of change.rows) {
    const before = rows.get(row.id);
    if (row.state === 'here' && (!before || before.state !== 'here')) freshIds.add(row.id);
    rows.set(row.id, row);
  }
  for (const id of change.gone || []) {
    rows.delete(id);
    shown.delete(id);
  }
  position = Math.max(position || 0, change.position);
  // The heading was written by headquarters: read it again, not all phones in one moment.
  if (change.session) setTimeout(() => location.reload(), 500 + Math.random() * 3000);
  draw();
}

// ---- what staff does

async function correct(participant, name, button) {
  button.disabled = true;
  $('trouble').hidden = true;
  let good = false;
  try {
    const answer = await fetch('/live/' + session + '/correct', {
      method: 'POST', body: new URLSearchParams({participant, action: name}),
    });
    good = answer.status === 204;
    if (answer.status === 401) line.draw('out');
  } catch (ignored) { /* told below */ }
  button.disabled = false;
  if (good) {
    button.closest('details').open = false;
    return;
  }
  $('trouble').textContent = t('It did not work. Nothing was changed; try again.');
  $('trouble').hidden = false;
}

for (const button of document.querySelectorAll('[data-filter]')) {
  button.addEventListener('click', () => {
    filter = filter === button.dataset.filter ? null : button.dataset.filter;
    limit = 100;
    for (const other of document.querySelectorAll('[data-filter]')) {
      other.setAttribute('aria-pressed', String(other.dataset.filter === filter));
    }
    drawPeople(new Set());
  });
}
$('search').addEventListener('input', () => { limit = 100; drawPeople(new Set()); });
$('more').addEventListener('click', () => { limit += 300; drawPeople(new Set()); });

line.open({
  address: () => '/live/' + session + '/events' + (position === null ? '' : '?after=' + position),
  hears: {
    state: (data) => takeState(JSON.parse(data)),
    rows: (data) => takeChange(JSON.parse(data)),
  },
  async readAnew() {
    const answer = await fetch('/live/' + session + '/state');
    if (answer.ok) takeState(await answer.json());
    return answer.status;
  },
});
