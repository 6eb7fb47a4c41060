// The kiosk's screen in a browser of the same machine: shows each new picture, sends touches and
// keys in their order.
'use strict';

const canvas = document.getElementById('screen');
const pen = canvas.getContext('2d');
const pause = ms => new Promise(done => setTimeout(done, ms));

async function show() {
  let last = 0;
  for (;;) {
    try {
      const answer = await fetch(`/frame.png?after=${last}`, { cache: 'no-store' });
      canvas.classList.remove('lost');
      if (answer.status === 204) continue;  // nothing new for a while
      if (!answer.ok) throw new Error(String(answer.status));
      const picture = await createImageBitmap(await answer.blob());
      if (canvas.width !== picture.width || canvas.height !== picture.height) {
        canvas.width = picture.width;
        canvas.height = picture.height;
      }
      pen.drawImage(picture, 0, 0);
      picture.close();
      last = Number(answer.headers.get('X-Frame'));
    } catch {
      canvas.classList.add('lost');
      await pause(1000);
      last = 0;
    }
  }
}

const waiting = [];
let sending = false;

async function send(event) {
  // Only the latest of several moves that have not left yet matters, except while drawing.
  const before = waiting[waiting.length - 1];
  if (event.kind === 'move' && !event.down && before && before.kind === 'move') waiting.pop();
  waiting.push(event);
  if (sending) return;
  sending = true;
  while (waiting.length > 0) {
    const body = JSON.stringify(waiting.splice(0, 200));
    try {
      await fetch('/input', {
        method: 'POST', body, headers: { 'Content-Type': 'application/json' },
      });
    } catch {
      canvas.classList.add('lost');
    }
  }
  sending = false;
}

function pointer(kind, event) {
  if (!event.isPrimary) return;
  const box = canvas.getBoundingClientRect();
  send({
    kind,
    x: (event.clientX - box.left) * canvas.width / box.width,
    y: (event.clientY - box.top) * canvas.height / box.height,
    pressure: event.pressure,
    mouse: event.pointerType === 'mouse',
    down: event.buttons !== 0,
  });
}

canvas.addEventListener('pointerdown', event => {
  if (event.button !== 0) return;
  canvas.focus();
  canvas.setPointerCapture(event.pointerId);
  pointer('press', event);
});
canvas.addEventListener('pointermove', event => {
  const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
  for (const one of all.length > 0 ? all : [event]) pointer('move', one);
});
canvas.addEventListener('pointerup', event => { if (event.button === 0) pointer('release', event); });
canvas.addEventListener('pointercancel', event => pointer('leave', event));
canvas.addEventListener('pointerleave', event => pointer('leave', event));
canvas.addEventListener('contextmenu', event => event.preventDefault());
canvas.addEventListener('wheel', event => {
  event.preventDefault();
  send({ kind: 'wheel', x: -event.deltaX / 100, y: -event.deltaY / 100 });
}, { passive: false });

const keys = {
  Backspace: 'backspace', Delete: 'remove', Enter: 'enter', Escape: 'escape', Tab: 'tab',
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
  Home: 'home', End: 'end', PageUp: 'page_up', PageDown: 'page_down',
};
const shortcuts = { KeyA: 'a', KeyC: 'c', KeyX: 'x', KeyZ: 'z' };

document.addEventListener('keydown', event => {
  const key = event.ctrlKey ? shortcuts[event.code] : keys[event.key];
  if (key) {
    event.preventDefault();
    send({ kind: 'key', key, shift: event.shiftKey, control: event.ctrlKey, alt: event.altKey });
  } else if (!event.ctrlKey && !event.metaKey && !event.isComposing && [...event.key].length === 1) {
    event.preventDefault();
    send({ kind: 'text', text: event.key });
  }
});
document.addEventListener('compositionend', event => send({ kind: 'text', text: event.data }));
document.addEventListener('paste', event => {
  const text = event.clipboardData.getData('text/plain').slice(0, 200);
  if (text) send({ kind: 'text', text });
});

canvas.focus();
show();
