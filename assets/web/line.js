// The line to headquarters that live pages keep open, and the words that they share. Loaded before
// a page's own script, which calls line.open(): one page, one line.
//
// It is open, lost (the browser gave up, or nothing was heard for 40 s: it tries again by itself,
// ever more slowly, at most every 30 s) or out (nobody is signed in any more). #line, #line-text
// and #again of the page say which.
'use strict';

const words = JSON.parse(document.body.dataset.words);
const $ = (id) => document.getElementById(id);

// A word of the catalogue, its {holes} filled.
function t(msgid, holes = {}) {
  return words[msgid].replace(/\{(\w+)\}/g, (hole, name) => (name in holes ? holes[name] : hole));
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Bangkok', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

const line = {
  source: null,
  retryTimer: null,
  failures: 0,
  upTo: null,     // when we last heard anything (our own clock)
  page: null,

  // `address()`: of the stream, from what was seen so far. `hears`: event name → what to do with
  // its data. `readAnew()`: reads the whole state, and returns the answer's status.
  open(page) {
    line.page = page;
    line.draw('connecting');
    setInterval(() => {
      if (line.source && line.upTo && Date.now() - line.upTo > 40000) line.lost();
    }, 5000);
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && (!line.upTo || Date.now() - line.upTo > 20000)) line.listen();
    });
    window.addEventListener('online', line.listen);
    line.listen();
  },

  draw(state) {
    $('line').dataset.state = state;
    const time = line.upTo ? clock.format(line.upTo) : '–';
    const text = state === 'connected' ? t('Connected · up to {time}', {time})
      : state === 'lost' ? t('Not connected. You see what was known at {time}; it goes on by itself.', {time})
        : state === 'out' ? t('Please come in again') : t('Connecting…');
    if ($('line-text').textContent !== text) $('line-text').textContent = text;
    $('again').hidden = state !== 'out';
    $('again').href = '/sign-in?next=' + encodeURIComponent(location.pathname);
  },

  heard() {
    line.upTo = Date.now();
    line.failures = 0;
    line.draw('connected');
  },

  listen() {
    clearTimeout(line.retryTimer);
    if (line.source) line.source.close();
    const source = new EventSource(line.page.address());
    line.source = source;
    source.addEventListener('open', line.heard);
    source.addEventListener('now', line.heard);
    for (const [name, take] of Object.entries(line.page.hears)) {
      source.addEventListener(name, (event) => { line.heard(); take(event.data); });
    }
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) line.lost(); else line.drawLost();
    });
  },

  drawLost() {
    line.draw(line.upTo ? 'lost' : 'connecting');
  },

  // The browser gave up or nothing was heard: is it us, or are we signed out?
  async lost() {
    if (line.source) line.source.close();
    line.source = null;
    line.drawLost();
    line.failures += 1;
    const wait = Math.min(30000, 1000 * 2 ** Math.min(line.failures, 5)) * (0.5 + Math.random());
    try {
      if (await line.page.readAnew() === 401) { line.draw('out'); return; }
    } catch (ignored) { /* no network: the timer tries again */ }
    clearTimeout(line.retryTimer);
    line.retryTimer = setTimeout(line.listen, wait);
  },
};
