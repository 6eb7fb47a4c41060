// The live page as staff sees it: a real headquarters, a real browser.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {axeProblems, desk, launch, phone, picture, signIn, visit} from './browser.js';
import {Headquarters, nasty, staff} from './headquarters.js';

let hq;
let browser;
before(async () => {
  hq = new Headquarters();
  hq.importDemo();
  hq.importNasty();
  await hq.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await hq?.remove();
});

const number = async (page, name) => Number(await page.textContent('#count-' + name));
async function becomes(page, name, value) {
  await page.waitForFunction(
    ([id, wanted]) => document.getElementById(id).textContent === String(wanted),
    ['count-' + name, value], {timeout: 10_000});
}
async function openSession(page) {
  await page.click('.session[href^="/live/"]:not([href*="courses"])');
  await page.waitForSelector('.person');
}
// Marks the person whose row shows `text` as here.
async function mark(page, text, button = 'Mark as here') {
  await page.fill('#search', text);
  await page.locator('.person summary').first().click();
  await page.getByRole('button', {name: button}).click();
  await page.fill('#search', '');
}

for (const language of ['th', 'en']) {
  for (const [sizeName, size] of Object.entries({phone, desk})) {
    for (const dark of [false, true]) {
      const name = `${language}-${sizeName}${dark ? '-dark' : ''}`;
      test(`every page is accessible and fits: ${name}`, async () => {
        const page = await visit(browser, {language, size, dark});
        const check = async (what) => {
          assert.deepEqual(await axeProblems(page), [], what);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= size.width, `${what} is ${wide} px wide`);
          assert.equal(await page.getAttribute('html', 'lang'), language);
          await picture(page, `${name}-${what}`);
        };
        await page.goto(hq.url + '/live');
        await check('sign-in');
        await signIn(page, hq.url);
        await check('sessions');
        await openSession(page);
        await page.waitForSelector('[data-state=connected]');
        await check('live');
        await page.locator('.person summary').first().click();
        await check('live-open');
        await page.goto(hq.url + '/live');
        await page.click('a[href^="/live/courses/"]');
        await page.waitForSelector('[data-state=connected]');
        assert.equal(await page.locator('.course').count(), 6);
        await check('courses');
        await page.goto(hq.url + '/nothing');
        await check('nothing-there');
        assert.deepEqual(page.faults, []);
        await page.context().close();
      });
    }
  }
}

test('what one marks, the other sees at once, with counts and newest on top', async () => {
  const one = await visit(browser, {language: 'en'});
  const other = await visit(browser, {language: 'th', size: phone});
  for (const page of [one, other]) {
    await signIn(page, hq.url);
    await openSession(page);
  }
  await becomes(other, 'here', 0);
  const absent = await number(other, 'absent');
  await mark(one, 'มายด์');
  await becomes(other, 'here', 1);
  await becomes(other, 'absent', absent - 1);
  await mark(one, 'กัน');
  await becomes(other, 'here', 2);
  assert.match(await other.textContent('.person'), /กัน/);
  await mark(one, 'กัน', 'Mark as left');
  await becomes(other, 'left', 1);
  await becomes(other, 'here', 1);
  await mark(one, 'กัน', 'Still here');
  await becomes(other, 'here', 2);
  await mark(one, 'กัน', 'Take it back');
  await becomes(other, 'here', 1);
  await picture(other, 'marked-phone');
  await other.click('[data-filter=here]');
  assert.equal(await other.locator('.person').count(), 1);
  assert.equal(await other.getAttribute('[data-filter=here]', 'aria-pressed'), 'true');
  await one.context().close();
  await other.context().close();
});

test('names stay what they are: markup, 200 letters, emoji, right to left', async () => {
  const page = await visit(browser, {language: 'en', size: phone});
  await signIn(page, hq.url);
  await openSession(page);
  const shown = await page.locator('.nick').allTextContents();
  for (const name of Object.values(nasty)) assert.ok(shown.includes(name), name);
  assert.equal(await page.locator('.people img, .people b').count(), 0);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= phone.width, `${wide} px wide`);
  await page.fill('#search', 'ทดสอบ');
  await picture(page, 'nasty-phone');
  const csv = hq.run('export', '--session', 'S1', '--format', 'csv');
  assert.ok(csv.startsWith('﻿'));
  for (const name of Object.values(nasty)) {
    assert.ok(csv.includes(name.replaceAll('"', '""')), name);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('the page says that it is cut off, and catches up by itself', async () => {
  const page = await visit(browser, {language: 'en'});
  const other = await visit(browser, {language: 'en'});
  await signIn(page, hq.url);
  await openSession(page);
  await page.waitForSelector('[data-state=connected]');
  const here = await number(page, 'here');
  await hq.stop('SIGKILL');
  await page.waitForSelector('[data-state=lost]');
  assert.match(await page.textContent('#line-text'), /Not connected\. You see what was known at/);
  await picture(page, 'cut-off');
  await hq.start();
  await signIn(other, hq.url);
  await openSession(other);
  await mark(other, 'เจมส์');
  await page.waitForSelector('[data-state=connected]', {timeout: 60_000});
  await becomes(page, 'here', here + 1);
  await page.context().close();
  await other.context().close();
});

test('a phone that slept misses nothing', async () => {
  const sleeper = await visit(browser, {language: 'th', size: phone});
  const other = await visit(browser, {language: 'en'});
  await signIn(sleeper, hq.url);
  await openSession(sleeper);
  await sleeper.waitForSelector('[data-state=connected]');
  const here = await number(sleeper, 'here');
  await sleeper.context().setOffline(true);
  await signIn(other, hq.url);
  await openSession(other);
  await mark(other, 'ฟ้า');
  await mark(other, 'จูน');
  await becomes(other, 'here', here + 2);
  await sleeper.context().setOffline(false);
  await becomes(sleeper, 'here', here + 2);
  await sleeper.context().close();
  await other.context().close();
});

test('nobody sees anything without signing in, or after signing out', async () => {
  const page = await visit(browser, {language: 'en'});
  await page.goto(hq.url + '/live/S1');
  assert.match(page.url(), /\/sign-in\?next=%2Flive%2FS1$/);
  await page.fill('#name', staff.name);
  await page.fill('#passphrase', 'not the right one');
  await page.click('button.primary');
  assert.match(await page.textContent('[role=alert]'), /not right/);
  await page.fill('#name', staff.name);
  await page.fill('#passphrase', staff.passphrase);
  await page.click('button.primary');
  await page.waitForSelector('.person');
  const cookie = (await page.context().cookies()).find((it) => it.name === 'sala');
  assert.ok(cookie.httpOnly);
  assert.equal(cookie.sameSite, 'Strict');
  const id = await page.getAttribute('body', 'data-session');
  await page.getByRole('button', {name: 'Log out'}).click();
  await page.waitForURL('**/sign-in');
  await page.context().addCookies([cookie]);  // a copy that somebody kept
  for (const path of [`/live/${id}/state`, `/live/${id}/events`]) {
    assert.equal((await page.context().request.get(hq.url + path)).status(), 401);
  }
  await page.context().close();
});

test('another site can neither read nor post with the cookie of staff', async () => {
  const page = await visit(browser, {language: 'en'});
  await signIn(page, hq.url);
  await openSession(page);
  const id = await page.getAttribute('body', 'data-session');
  const request = page.context().request;
  for (const headers of [{Origin: 'https://evil.example'}, {}]) {
    const answer = await request.post(`${hq.url}/live/${id}/correct`,
      {headers, form: {participant: id, action: 'here'}});
    assert.equal(answer.status(), 403);
  }
  const policy = (await request.get(hq.url + '/live')).headers()['content-security-policy'];
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
  await page.context().close();
});

test('commands work while it serves, and verify finds all whole', () => {
  assert.match(hq.run('staff'), new RegExp(staff.name));
  assert.match(hq.run('status'), /is running/);
  assert.match(hq.run('verify'), /all is whole/);
});
