// The course view. Headquarters says when something changed (/live/courses/ID/events); the part of
// the page that shows it is then read anew, ready made and escaped there.
'use strict';

const programme = document.body.dataset.programme;

// One reading at a time; what changed meanwhile is read by the next. Returns the answer's status.
let reading = false;
let readAgain = false;
async function readBoard() {
  if (reading) { readAgain = true; return 0; }
  reading = true;
  try {
    const answer = await fetch('/live/courses/' + programme + '/board');
    if (answer.status === 401) line.draw('out');
    if (answer.ok) show(await answer.text());
    return answer.status;
  } finally {
    reading = false;
    if (readAgain) { readAgain = false; tell(); }
  }
}

// What goes wrong is noticed by the line.
function tell() {
  readBoard().catch(() => {});
}

// Open lists stay open, what was typed stays, and the focus where it was.
function show(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').body;
  const by = (id) => (id ? fresh.querySelector('[id="' + id + '"]') : null);
  for (const details of document.querySelectorAll('#board details[open]')) {
    if (by(details.id)) by(details.id).open = true;
  }
  for (const input of document.querySelectorAll('#board input[id]')) {
    if (by(input.id)) by(input.id).value = input.value;
  }
  const focused = document.activeElement;
  const home = focused && focused.closest('#board [id]');
  const caret = home === focused && focused.selectionStart;
  const inside = home ? [home, ...home.querySelectorAll('summary, button')].indexOf(focused) : -1;
  $('board').replaceChildren(...fresh.childNodes);
  const place = home && home.id !== 'board' && $(home.id);
  if (!place || inside < 0) return;
  const again = [place, ...place.querySelectorAll('summary, button')][inside];
  if (again) again.focus();
  if (again && again === place && typeof caret === 'number') again.setSelectionRange(caret, caret);
}

// ---- what staff does: the forms of the board, posted without leaving the page

async function post(form) {
  const button = form.querySelector('button');
  button.disabled = true;
  $('trouble').hidden = true;
  let good = false;
  try {
    const answer = await fetch(form.getAttribute('action'), {  // one of its fields is called so, too
      method: 'POST', body: new URLSearchParams(new FormData(form)),
    });
    good = answer.status === 204;
    if (answer.status === 401) line.draw('out');
  } catch (ignored) { /* told below */ }
  button.disabled = false;
  if (good) {
    const details = form.closest('details[id]');
    if (details && details.contains(form)) details.open = false;
    tell();
    return;
  }
  $('trouble').textContent = t('It did not work. Nothing was changed; try again.');
  $('trouble').hidden = false;
  $('trouble').scrollIntoView({block: 'nearest'});
}

$('board').addEventListener('submit', (event) => {
  event.preventDefault();
  post(event.target);
});

line.open({
  address: () => '/live/courses/' + programme + '/events',
  hears: {open: tell, courses: tell},
  readAnew: readBoard,
});
