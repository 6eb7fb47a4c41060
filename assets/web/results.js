// What the room said: a chart for each question. Headquarters says when more was released
// (/live/results/ID/events); the whole state, which is small, is then read anew and drawn over what
// stands there, so that bars grow where they are.
'use strict';

const session = document.body.dataset.session;

function element(name, className, parent) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (parent) parent.append(made);
  return made;
}

// ---- one step of a scale: its words, a bar, how many

function makeBar(parent) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'chart');
  svg.setAttribute('viewBox', '0 0 1000 10');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const bar = document.createElementNS(space, 'rect');
  bar.setAttribute('height', '10');
  bar.setAttribute('width', '0');
  svg.append(bar);
  parent.append(svg);
  return bar;
}

function makeStep(parent) {
  const row = element('li', '', parent);
  const label = element('span', 'label', row);
  label.dir = 'auto';
  const bar = makeBar(row);
  return {row, label, bar, count: element('b', '', row)};
}

function drawStep(made, step, most) {
  made.label.textContent = step.label;
  made.count.textContent = step.count;
  made.bar.setAttribute('width', String(most ? Math.round(1000 * step.count / most) : 0));
  made.row.classList.toggle('most', step.count === most);
}

// ---- a question

function makeQuestion(parent, question) {
  const card = element('section', 'card', parent);
  const title = element('h3', '', card);
  title.dir = 'auto';
  const about = element('p', 'quiet', card);
  const list = element('ol', 'steps', card);
  return {title, about, list, steps: question.steps.map(() => makeStep(list))};
}

function aboutWords(question) {
  if (!question.answered) return t('Fewer than five answers yet');
  if (question.mean === undefined) return t('Answers: {n}', {n: question.answered});
  return t('{n} answers, on average {mean}', {n: question.answered, mean: question.mean.toFixed(1)});
}

function drawQuestion(made, question) {
  made.title.textContent = question.label;
  made.about.textContent = aboutWords(question);
  made.list.hidden = !question.answered;
  const most = Math.max(...question.steps.map((step) => step.count), 1);
  question.steps.forEach((step, i) => drawStep(made.steps[i], step, most));
}

// ---- the whole: made anew only when there are other questions or steps

let shape = null;
let charts = [];

function make(forms) {
  charts = [];
  $('forms').replaceChildren();
  for (const form of forms) {
    const title = element('h2', '', $('forms'));
    title.dir = 'auto';
    title.textContent = form.title;
    const results = element('div', 'results', $('forms'));
    for (const question of form.questions) charts.push(makeQuestion(results, question));
  }
}

function draw(forms) {
  const now = JSON.stringify(forms.map((form) => [form.title, form.questions.map((it) => it.steps.length)]));
  if (now !== shape) make(forms);
  shape = now;
  const questions = forms.flatMap((form) => form.questions);
  questions.forEach((question, i) => drawQuestion(charts[i], question));
  $('empty').hidden = questions.length > 0;
  const most = Math.max(0, ...questions.map((question) => question.answered));
  const said = most ? t('Answers: {n}', {n: most}) : '';
  if ($('said').textContent !== said) $('said').textContent = said;
}

// One reading at a time; what changed meanwhile is read by the next. Returns the answer's status.
let reading = false;
let readAgain = false;
async function readState() {
  if (reading) { readAgain = true; return 0; }
  reading = true;
  try {
    const answer = await fetch('/live/results/' + session + '/state');
    if (answer.status === 401) line.draw('out');
    if (answer.ok) draw((await answer.json()).forms);
    return answer.status;
  } finally {
    reading = false;
    if (readAgain) { readAgain = false; tell(); }
  }
}

// What goes wrong is noticed by the line.
function tell() {
  readState().catch(() => {});
}

line.open({
  address: () => '/live/results/' + session + '/events',
  hears: {open: tell, results: tell},
  readAnew: readState,
});
