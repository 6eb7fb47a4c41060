// What the room said, as a trainer shows it: a real headquarters, a real kiosk's letterbox, a real
// browser. And the same as statements for a learning record store, before a public validator.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {after, before, test} from 'node:test';

import {axeProblems, desk, launch, phone, picture, signIn, visit} from './browser.js';
import {binaries, Headquarters, Kiosk, nasty} from './headquarters.js';

let hq;
let browser;
before(async () => {
  hq = new Headquarters();
  hq.importFeedback();
  await hq.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await hq?.remove();
});

async function openResults(page) {
  await page.goto(hq.url + '/live');
  await page.click('a.session >> nth=0');
  await page.click('a[href^="/live/results/"]');
  await page.waitForSelector('[data-state=connected]');
  await page.waitForSelector('.results .card');
}
const card = (page, at) => page.locator('.results .card').nth(at);
const counts = (page, at) => card(page, at).locator('.steps b').allTextContents();

test('a chart stays empty until five answered, and then grows by itself, on two pages', async () => {
  const page = await visit(browser, {language: 'en'});
  const other = await visit(browser, {language: 'th', size: phone});
  for (const it of [page, other]) {
    await signIn(it, hq.url);
    await openResults(it);
    assert.equal(await it.locator('.card').count(), 4);
    assert.equal(await it.locator('.steps').first().isVisible(), false);
  }
  assert.match(await card(page, 0).textContent(), /Fewer than five answers yet/);
  assert.ok((await card(page, 0).textContent()).includes(nasty.markup.replaceAll('"', '')));
  await picture(page, 'results-empty');

  const box = new Kiosk(hq, 'โต๊ะ 1');
  box.crowd('S1', 'end_of_day', {'/data/mood': '5', '/data/useful': '4', '/data/word': 'ดี'}, 6);
  await card(page, 0).getByText('6 answers, on average 5.0').waitFor({timeout: 20_000});
  await card(other, 0).getByText('6 คำตอบ').waitFor({timeout: 20_000});
  assert.deepEqual(await counts(page, 0), ['0', '0', '0', '0', '6']);
  assert.deepEqual(await counts(page, 1), ['0', '0', '0', '6', '0']);
  assert.match(await card(page, 2).textContent(), /Fewer than five answers yet/);
  const more = new Kiosk(hq, 'โต๊ะ 2');
  more.crowd('S1', 'end_of_day', {'/data/mood': '3', '/data/heard': '2'}, 5);
  await card(page, 0).getByText('11 answers, on average 4.1').waitFor({timeout: 20_000});
  assert.deepEqual(await counts(page, 0), ['0', '0', '5', '0', '6']);
  const wide = await card(page, 0).locator('.chart rect').evaluateAll(
    (bars) => bars.map((bar) => Number(bar.getAttribute('width'))));
  assert.deepEqual(wide, [0, 0, 833, 0, 1000]);
  for (const it of [page, other]) {
    assert.deepEqual(it.faults, []);
    await it.context().close();
  }
});

for (const language of ['th', 'en']) {
  for (const [sizeName, size] of Object.entries({phone, desk})) {
    for (const dark of [false, true]) {
      const name = `${language}-${sizeName}${dark ? '-dark' : ''}-results`;
      test(`the page is accessible and fits: ${name}`, async () => {
        const page = await visit(browser, {language, size, dark});
        await signIn(page, hq.url);
        await openResults(page);
        assert.deepEqual(await axeProblems(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= size.width, `${wide} px wide`);
        await picture(page, name);
        assert.deepEqual(page.faults, []);
        await page.context().close();
      });
    }
  }
}

test('strangers are sent to the door, and scripts of theirs get nothing', async () => {
  const page = await visit(browser, {language: 'en'});
  await signIn(page, hq.url);
  await openResults(page);
  const address = page.url();
  const csp = (await page.request.get(address)).headers()['content-security-policy'];
  assert.match(csp, /default-src 'none'/);
  assert.doesNotMatch(csp, /unsafe/);
  await page.context().clearCookies();
  for (const what of ['/state', '/events']) {
    assert.equal((await page.request.get(address + what)).status(), 401);
  }
  await page.goto(address);
  assert.match(page.url(), /\/sign-in\?next=/);
  await page.context().close();
});

const require = createRequire(import.meta.url);
const factory = require('@learninglocker/xapi-validation/dist/factory');
const faults = (statements) => statements.flatMap((it) => factory.statement(it, []).map((warning) =>
  it.id + ' ' + warning.path.join('.') + ' ' + warning.constructor.name));

test('the statements pass a public validator, and say the same twice', () => {
  const text = hq.run('export', '--xapi');
  const statements = text.trim().split('\n').map((line) => JSON.parse(line));
  assert.ok(statements.length >= 17, `${statements.length} statements`);
  assert.deepEqual(faults(statements), []);
  assert.equal(new Set(statements.map((it) => it.id)).size, statements.length);
  assert.ok(statements.every((it) => it.actor.account.name === 'anonymous'));
  assert.doesNotMatch(text, /"ดี"/);
  assert.equal(hq.run('export', '--xapi'), text);
  const file = join(hq.folder, 'statements.json');
  hq.run('export', '--xapi', '--format', 'json', '--out', file);
  assert.deepEqual(require(file), statements);
  // What it must not take for good: the validator sees.
  assert.ok(factory.statement({...statements[0], verb: {}}, []).length > 0);
});

// Weeks pass in the office of xapi_test.cpp: its statements are what a session that is over makes.
test('who came, who stayed, named forms and their ratings pass it, too', () => {
  const file = join(hq.folder, 'statements-of-the-test.jsonl');
  execFileSync(join(binaries, 'hq-tests'), ['--source-file=*xapi_test.cpp'],
    {env: {...process.env, SALA_STATEMENTS: file}, stdio: 'pipe'});
  const statements = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const named = statements.filter((it) => it.actor.account.name !== 'anonymous');
  const verbs = named.map((it) => it.verb.id.split('/').pop() + ' ' +
    it.object.definition.type.split('/').pop());
  assert.deepEqual([...new Set(verbs)].sort(),
    ['attended meeting', 'completed meeting', 'completed survey', 'rated cmi.interaction']);
  assert.deepEqual(faults(statements), []);
});
