// A real sala-hq in a folder of its own, for one test file.
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const source = fileURLToPath(new URL('../..', import.meta.url));
const program = join(process.env.SALA_BINARIES || join(source, 'build'), 'sala-hq');

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
