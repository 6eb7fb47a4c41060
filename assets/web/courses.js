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

// Open lists stay open, and the focus where it was.
function show(html) {
  const open = new Set([...document.querySelectorAll('#board details[open]')].map((it) => it.id));
  const focused = document.activeElement && document.activeElement.closest('details');
  const fresh = new DOMParser().parseFromString(html, 'text/html').body;
  for (const details of fresh.querySelectorAll('details')) details.open = open.has(details.id);
  $('board').replaceChildren(...fresh.childNodes);
  if (focused && $(focused.id)) $(focused.id).querySelector('summary').focus();
}

line.open({
  address: () => '/live/courses/' + programme + '/events',
  hears: {open: tell, courses: tell},
  readAnew: readBoard,
});
