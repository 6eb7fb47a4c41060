// Debian's Chromium, and a visitor in it.
import {mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {chromium} from 'playwright-core';

import {staff} from './headquarters.js';

const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export function launch() {
  return chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags});
}

export const phone = {width: 360, height: 740};
export const desk = {width: 1280, height: 800};

// A page in its own context; everything that goes wrong in it is in `page.faults`.
export async function visit(browser, {language = 'th', size = desk, dark = false} = {}) {
  const context = await browser.newContext({
    viewport: size, locale: language === 'en' ? 'en-GB' : 'th-TH',
    colorScheme: dark ? 'dark' : 'light', hasTouch: size === phone,
  });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (line) => {
    const expected = /Failed to load resource|net::ERR_|status of 40/.test(line.text());
    if (line.type() === 'error' && !expected) page.faults.push(line.text());
  });
  return page;
}

export async function signIn(page, url, who = staff) {
  await page.goto(url + '/live');
  await page.fill('#name', who.name);
  await page.fill('#passphrase', who.passphrase);
  await Promise.all([page.waitForURL('**/live'), page.click('button.primary')]);
}

// Where SALA_PICTURES says, so that people can look at them.
export async function picture(page, name) {
  const folder = process.env.SALA_PICTURES;
  if (!folder) return;
  mkdirSync(folder, {recursive: true});
  await page.screenshot({path: join(folder, name + '.png')});
}

// The page's own policy forbids foreign scripts; axe comes in past it, as a tester may.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export async function axeProblems(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', {expression: axe});
  const found = await session.send('Runtime.evaluate', {
    expression: 'axe.run().then((it) => JSON.stringify(it.violations.map((v) =>' +
      ' v.id + ": " + v.nodes.map((n) => n.target.join(" ") + " " + n.failureSummary).join("; "))))',
    awaitPromise: true, returnByValue: true,
  });
  return JSON.parse(found.result.value);
}
