// A real sala-hq in a folder of its own, for one test file; and a real kiosk that people touch.
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const source = fileURLToPath(new URL('../..', import.meta.url));
export const binaries = process.env.SALA_BINARIES || join(source, 'build');
const program = join(binaries, 'sala-hq');

export const staff = {name: 'ครูแอน', passphrase: 'ใต้ถุนบ้านมีลมเย็น'};

// Names that strangers and jokers type; `text` must come back letter for letter.
export const nasty = {
  markup: '<img src=x onerror="document.title=1"><b>',
  long: 'กาลครั้งหนึ่ง'.repeat(16).slice(0, 200),
  emoji: '🌿🌧️👩🏽‍🌾',
  rtl: 'سلمى أحمد',
};

export class Headquarters {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'sala-e2e-'));
    this.environment = {
      ...process.env, SALA_HQ_DATA: join(this.folder, 'hq'), SALA_PASSPHRASE: staff.passphrase,
      SALA_STAFF_CODE: '246810', LANG: 'en_GB.UTF-8', LC_ALL: '',
    };
    this.run('init', '--staff', staff.name, '--organisation', 'มูลนิธิสายธาร');
  }

  run(...words) {
    return execFileSync(program, words, {env: this.environment, encoding: 'utf8'});
  }

  importDemo() {
    const demo = (name) => join(source, 'assets', 'demo', name + '.csv');
    const tables = ['organisations', 'programmes', 'teams', 'venues', 'courses', 'sessions', 'people'];
    this.run('import', '--yes', '--relative-dates', ...tables.map(demo));
  }

  // Three electives of a morning, without sessions: one to choose, one of a single seat, and two
  // whose cut-off is over with too few in them.
  importCourses() {
    const heading = 'รหัสวิชา,ชื่อวิชา,ชื่อวิชาภาษาอังกฤษ,จำนวนรับ,ขั้นต่ำ,ช่วงเลือก,เลือกได้ถึง';
    const rows = [
      'X1,วงใหญ่,The Big Circle,12,,ช่วงเช้า,',
      'X2,วงเล็ก,The Small Circle,1,,ช่วงเช้า,',
      'X3,ทำแผนที่,Drawing Maps,12,5,ช่วงบ่าย,1 ม.ค. 2569 เวลา 08.30 น.',
      'X4,ทำหุ่นมือ,Hand Puppets,10,4,ช่วงบ่าย,1 ม.ค. 2569 เวลา 08.30 น.',
    ];
    const file = join(this.folder, 'courses.csv');
    writeFileSync(file, [heading, ...rows].join('\n'));
    const demo = (name) => join(source, 'assets', 'demo', name + '.csv');
    const tables = ['organisations', 'programmes', 'teams', 'venues', 'people'];
    this.run('import', '--yes', ...tables.map(demo));
    this.run('import', '--yes', '--programme', 'YSI4', file);
  }

  // The demo's feedback at the end of a day, asked in S1; a title that a joker typed.
  importFeedback() {
    this.importDemo();
    const form = readFileSync(join(source, 'assets', 'demo', 'forms', 'end_of_day.csv'), 'utf8')
      .replace('How was today?', nasty.markup.replaceAll('"', ''));
    const file = join(this.folder, 'end_of_day.csv');
    writeFileSync(file, form);
    this.run('import', '--yes', file);
    const rows = readFileSync(join(source, 'assets', 'demo', 'sessions.csv'), 'utf8').trim().split('\n')
      .map((row, at) => row.trim() + (at === 0 ? ',แบบฟอร์ม' : row.startsWith('S1,') ? ',end_of_day@end' : ','));
    const sessions = join(this.folder, 'sessions.csv');
    writeFileSync(sessions, rows.join('\n'));
    this.run('import', '--yes', '--relative-dates', '--programme', 'YSI4', sessions);
  }

  importNasty() {
    const quoted = (text) => '"' + text.replaceAll('"', '""') + '"';
    const rows = Object.entries(nasty).map(([code, name]) =>
      [code, quoted(name), 'ทดสอบ', 'ระบบ'].join(','));
    const file = join(this.folder, 'people.csv');
    writeFileSync(file, ['รหัส,ชื่อเล่น,ชื่อ,นามสกุล', ...rows].join('\n'));
    this.run('import', '--yes', '--programme', 'YSI4', file);
  }

  // Returns when it listens; the port stays the same when it is started again.
  async start() {
    const listen = '127.0.0.1:' + (this.port || 0);
    this.process = spawn(program, ['serve', '--listen', listen], {env: this.environment});
    this.output = '';
    await new Promise((resolve, reject) => {
      const hear = (bytes) => {
        this.output += bytes;
        const found = this.output.match(/Headquarters is at (http:\/\/\S+:(\d+))/);
        if (!found) return;
        this.url = found[1];
        this.port = found[2];
        resolve();
      };
      this.process.stdout.on('data', hear);
      this.process.stderr.on('data', (bytes) => { this.output += bytes; });
      this.process.on('exit', (code) => reject(new Error(`ended with ${code}: ${this.output}`)));
    });
  }

  async stop(signal = 'SIGTERM') {
    if (!this.process || this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.removeAllListeners('exit').on('exit', resolve));
    this.process.kill(signal);
    await ended;
  }

  async remove() {
    await this.stop();
    rmSync(this.folder, {recursive: true, force: true});
  }
}

export class Kiosk {
  constructor(hq, name) {
    this.environment = {...hq.environment, SALA_KIOSK_DATA: join(hq.folder, name)};
    this.program = join(binaries, 'sala-kiosk');
    this.story = join(hq.folder, name + '.txt');
    this.pictures = join(hq.folder, name + '-pictures');
    const link = hq.run('enrol', '--name', name, '--programme', 'YSI4', '--url', hq.url, '--quiet');
    execFileSync(this.program, ['enrol', link.trim()], {env: this.environment, encoding: 'utf8'});
  }

  // So many people answer the same; returns when headquarters has it (crowd_main.cpp).
  crowd(session, form, answers, count) {
    const words = [this.environment.SALA_KIOSK_DATA, session, form, JSON.stringify(answers), count];
    execFileSync(join(binaries, 'e2e-crowd'), words.map(String), {env: this.environment, stdio: 'pipe'});
  }

  // Starts it, does the steps (kiosk/story.h) and ends; fails with what was on its screen.
  play(...steps) {
    writeFileSync(this.story, steps.flat().join('\n'));
    const words = ['--off-screen', '1280x800', '--play', this.story, '--pictures', this.pictures];
    return new Promise((resolve, reject) => {
      const box = spawn(this.program, words, {env: this.environment});
      let output = '';
      for (const end of [box.stdout, box.stderr]) end.on('data', (bytes) => { output += bytes; });
      box.on('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(output))));
    });
  }
}
