// The course page as a trainer sees it: a real headquarters, a real kiosk, a real browser.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {axeProblems, desk, launch, phone, picture, signIn, visit} from './browser.js';
import {Headquarters, Kiosk} from './headquarters.js';

let hq;
let box;
let browser;
before(async () => {
  hq = new Headquarters();
  hq.importCourses();
  await hq.start();
  box = new Kiosk(hq, 'โต๊ะ 1');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await hq?.remove();
});

async function openCourses(page) {
  await page.goto(hq.url + '/live');
  await page.click('a[href^="/live/courses/"]');
  await page.waitForSelector('[data-state=connected]');
}
const card = (page, title) => page.locator('.course', {hasText: title});
const cardSays = (page, title, text) =>
  card(page, title).filter({hasText: text}).waitFor({timeout: 20_000});

// What somebody touches at the kiosk, from the start screen and back to it.
const comes = (name) => [
  'await 30 วิชาของฉัน', 'press วิชาของฉัน', 'press ชื่อเล่น ชื่อจริง หรือเบอร์โทร', 'type ' + name,
  'press ' + name, 'see อยากเรียนอะไร',
];
const goes = [
  'press กลับ', 'press ตารางของฉัน', 'press เสร็จแล้ว', 'await 30 ถึงสำนักงานครบ',
];
const chooses = (name, course) => [
  ...comes(name), 'press ' + course, 'await 30 เลือกวิชานี้', 'press เลือกวิชานี้', 'see เลือกแล้ว',
  ...goes,
];
const waits = (name, course) => [
  ...comes(name), 'press ' + course, 'see เต็มแล้ว', 'press เข้าคิวรอ', 'see คุณอยู่คิวที่', ...goes,
];

test('somebody chooses at a box, and the page changes by itself; what is open stays open', async () => {
  const page = await visit(browser, {language: 'en'});
  await signIn(page, hq.url);
  await openCourses(page);
  await cardSays(page, 'The Big Circle', '0 of 12 seats taken');
  const playing = box.play(
    chooses('บีม', 'วงใหญ่'), chooses('เจมส์', 'วงเล็ก'), waits('ต้น', 'วงเล็ก'), waits('ฟ้า', 'วงเล็ก'));
  await cardSays(page, 'The Big Circle', '1 of 12 seats taken');
  await cardSays(page, 'The Big Circle', 'โต๊ะ 1');
  await page.locator('summary', {hasText: 'Who has a seat (1)'}).first().click();
  await card(page, 'The Big Circle').getByText('บีม (กิ่งกาญจน์ ใจผ่อง)').waitFor();
  await page.locator('summary', {hasText: 'Give the seat back'}).first().click();
  await page.fill('input[name=reason]', 'คุยกันแล้ว');
  await cardSays(page, 'The Small Circle', '1 of 1 seats taken');
  await cardSays(page, 'The Small Circle', '2 wait');
  assert.equal(await page.inputValue('input[name=reason] >> visible=true'), 'คุยกันแล้ว');
  assert.ok(await page.locator('input[name=reason] >> visible=true').evaluate(
    (input) => input === document.activeElement), 'the focus stays where one types');
  await playing;
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

for (const language of ['th', 'en']) {
  for (const [sizeName, size] of Object.entries({phone, desk})) {
    for (const dark of [false, true]) {
      const name = `${language}-${sizeName}${dark ? '-dark' : ''}-courses`;
      test(`the course page is accessible and fits, all of it open: ${name}`, async () => {
        const page = await visit(browser, {language, size, dark});
        await signIn(page, hq.url);
        await openCourses(page);
        await picture(page, name);
        for (const details of await page.locator('#board details').all()) {
          await details.evaluate((it) => { it.open = true; });
        }
        assert.deepEqual(await axeProblems(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= size.width, `${wide} px wide`);
        const small = await page.evaluate(() => [...document.querySelectorAll(
          '#board button, #board summary, #board input:not([type=hidden])')]
          .filter((it) => it.getBoundingClientRect().height < 48).map((it) => it.outerHTML));
        assert.deepEqual(small, [], 'targets are at least 48 px high');
        await picture(page, name + '-open');
        assert.deepEqual(page.faults, []);
        await page.context().close();
      });
    }
  }
}

test('a seat given back is offered, by name and time; declined, it passes on', async () => {
  const page = await visit(browser, {language: 'en', size: phone});
  const other = await visit(browser, {language: 'th'});
  for (const it of [page, other]) {
    await signIn(it, hq.url);
    await openCourses(it);
  }
  const small = card(page, 'The Small Circle');
  await small.locator('summary', {hasText: 'Who has a seat'}).click();
  await small.locator('summary', {hasText: 'Give the seat back'}).click();
  const send = small.getByRole('button', {name: 'Give the seat back'});
  await send.click();  // without a reason the browser does not send it
  assert.match(await small.locator('.seats').textContent(), /1 of 1/);
  await small.locator('input[name=reason]').fill('ย้ายไปกลุ่มอื่น');
  await send.click();
  await cardSays(page, 'The Small Circle', '0 of 1 seats taken');
  await small.locator('.offers li', {hasText: /ต้น.* is offered a seat since \d\d:\d\d/}).waitFor();
  await card(other, 'วงเล็ก').locator('.offers li', {hasText: 'ได้รับข้อเสนอที่นั่งตั้งแต่'}).waitFor();
  await picture(page, 'courses-offered-phone');
  await picture(other, 'courses-offered');
  assert.deepEqual(await axeProblems(page), []);
  assert.match(hq.run('seats', '--course', 'X2'), /offered to ต้น.* since \d{4}-/);
  const offered = small.locator('.offers li', {hasText: 'ต้น'});
  await offered.locator('summary', {hasText: 'Does not want it: to the next'}).click();
  const pass = offered.getByRole('button', {name: 'Does not want it: to the next'});
  await pass.click();  // without a reason the browser does not send it
  assert.match(await small.locator('.offers').textContent(), /ต้น/);
  await offered.locator('input[name=reason]').fill('โทรมาบอกว่าไม่ว่าง');
  await picture(page, 'courses-decline-phone');
  await pass.click();
  await small.locator('.offers li', {hasText: 'ฟ้า'}).waitFor();
  await card(other, 'วงเล็ก').locator('.offers li', {hasText: 'ฟ้า'}).waitFor();
  assert.match(hq.run('export', '--choices', 'course'), /The Small Circle.*ฟ้า.*Is offered a seat,1/);
  // And at the box the first of the line is asked: so far does a trainer's word reach.
  await box.play(
    'await 30 วิชาของฉัน', 'press วิชาของฉัน', 'press ชื่อเล่น ชื่อจริง หรือเบอร์โทร', 'type ฟ้า', 'press ฟ้า',
    'await 30 รับที่นั่ง', 'press รับที่นั่ง', 'see เลือกแล้ว', 'press กลับ', 'press กลับ',
    'await 30 ถึงสำนักงานครบ');
  await cardSays(page, 'The Small Circle', '1 of 1 seats taken');
  await page.context().close();
  await other.context().close();
});

test('a course below its minimum is kept, another cancelled, and every page shows it', async () => {
  const page = await visit(browser, {language: 'en'});
  const other = await visit(browser, {language: 'th', size: phone});
  for (const it of [page, other]) {
    await signIn(it, hq.url);
    await openCourses(it);
  }
  await cardSays(page, 'Drawing Maps', 'Fewer than 5: cancel or keep it');
  await card(page, 'Drawing Maps').getByRole('button', {name: 'Keep it all the same'}).click();
  await card(page, 'Drawing Maps').getByRole('button').first().waitFor({state: 'detached'});
  await card(other, 'ทำแผนที่').getByRole('button').first().waitFor({state: 'detached'});
  const puppets = card(other, 'ทำหุ่นมือ');
  await puppets.locator('summary', {hasText: 'ยกเลิกวิชา …'}).click();
  await picture(other, 'courses-cancel-phone');
  await puppets.getByRole('button', {name: 'ยกเลิกวิชานี้'}).click();
  await cardSays(page, 'Hand Puppets', 'Cancelled');
  await cardSays(other, 'ทำหุ่นมือ', 'ยกเลิก');
  assert.match(hq.run('seats'), /X4.*CANCELLED/);
  assert.doesNotMatch(hq.run('seats'), /FEWER THAN/);
  await page.context().close();
  await other.context().close();
});

test('who is not signed in any more is told so when he acts, and nothing is changed', async () => {
  const page = await visit(browser, {language: 'en'});
  await signIn(page, hq.url);
  await openCourses(page);
  const path = new URL(page.url()).pathname;
  await card(page, 'The Big Circle').locator('summary', {hasText: 'Who has a seat'}).click();
  await page.locator('summary', {hasText: 'Give the seat back'}).first().click();
  await page.fill('input[name=reason] >> visible=true', 'too late');
  await page.context().clearCookies();
  await card(page, 'The Big Circle').getByRole('button', {name: 'Give the seat back'}).click();
  await page.waitForSelector('[data-state=out]');
  assert.match(await page.textContent('#trouble'), /Nothing was changed/);
  const stranger = await page.context().request.post(`${hq.url}${path}/act`,
    {headers: {Origin: 'https://evil.example'}, form: {action: 'cancel'}});
  assert.equal(stranger.status(), 403);
  assert.match(hq.run('seats', '--course', 'X1'), /1 taken/);
  await page.context().close();
});
