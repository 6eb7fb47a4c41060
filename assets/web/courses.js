// The course view. Headquarters says when something changed (/live/courses/ID/events); the part of
// the page that shows it is then read anew, ready made and escaped there.
'use strict';

const programme = document.body.dataset.programme;
const words = JSON.parse(document.body.dataset.words);
const $ = (id) => document.getElementById(id);
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Bangkok', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});
let upTo = null;
let failures = 0;
let source = null;
let retryTimer = null;

function t(msgid, holes = {}) {
  return words[msgid].replace(/\{(\w+)\}/g, (hole, name) => (name in holes ? holes[name] : hole));
}

function drawLine(state) {
  $('line').dataset.state = state;
  const time = upTo ? clock.format(upTo) : '–';
  $('line-text').textContent = state === 'connected' ? t('Connected · up to {time}', {time})
    : state === 'lost' ? t('Not connected. You see what was known at {time}; it goes on by itself.', {time})
      : state === 'out' ? t('Please come in again') : t('Connecting…');
  $('again').hidden = state !== 'out';
  $('again').href = '/sign-in?next=' + encodeURIComponent(location.pathname);
}

function heard() {
  upTo = Date.now();
  failures = 0;
  drawLine('connected');
}

// One reading at a time; what changed meanwhile is read by the next.
let reading = false;
let readAgain = false;
async function readBoard() {
  if (reading) { readAgain = true; return; }
  reading = true;
  try {
    const answer = await fetch('/live/courses/' + programme + '/board');
    if (answer.status === 401) drawLine('out');
    if (answer.ok) show(await answer.text());
  } catch (ignored) { /* the stream notices */ }
  reading = false;
  if (readAgain) { readAgain = false; readBoard(); }
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

function listen() {
  clearTimeout(retryTimer);
  if (source) source.close();
  source = new EventSource('/live/courses/' + programme + '/events');
  source.addEventListener('open', () => { heard(); readBoard(); });
  source.addEventListener('courses', () => { heard(); readBoard(); });
  source.addEventListener('now', heard);
  source.addEventListener('error', () => {
    drawLine(upTo ? 'lost' : 'connecting');
    if (source.readyState !== EventSource.CLOSED) return;
    failures += 1;
    const wait = Math.min(30000, 1000 * 2 ** Math.min(failures, 5)) * (0.5 + Math.random());
    retryTimer = setTimeout(listen, wait);
    readBoard();
  });
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && (!upTo || Date.now() - upTo > 20000)) listen();
});
window.addEventListener('online', listen);
drawLine('connecting');
listen();
