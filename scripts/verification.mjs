// Results of checks that are too long for every run, kept in docs/verification/ with what they cover.
//
// A result is a Markdown file that starts with `key: value` lines: the date, the commit, the machine, the command, the
// paths covered, the outcome. It is older than the code once a commit or an edit after it touched a covered path.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './tools.mjs';

const folder = join(root, 'docs', 'verification');

/**
 * Writes a result, replacing the one before; git keeps the history.
 *
 * @param {{ name: string, command: string, covers: string[], outcome: string, body: string }} result
 */
export function record({ name, command, covers, outcome, body }) {
  const dirty = git('status', '--porcelain', '--', ...covers) === '' ? '' : ' with uncommitted changes';
  const head = {
    date: new Date().toISOString().slice(0, 10),
    commit: git('rev-parse', '--short=12', 'HEAD') + dirty,
    machine: machine(),
    command,
    covers: covers.join(' '),
    outcome,
  };
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${value}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), `---\n${lines.join('\n')}\n---\n\n${body.trim()}\n`);
}

/** One line for each result that is older than the code it covers. */
export function outdated() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .flatMap((name) => {
      const head = readHead(join(folder, name));
      const why = whyOutdated(head);
      return why === null ? [] : [`docs/verification/${name} (${head.date}): ${why}; again by: ${head.command}`];
    });
}

/** What changed since the result, `null` if nothing did. */
function whyOutdated({ commit = '', covers = '' }) {
  const paths = covers.split(' ').filter(Boolean);
  if (commit.includes(' ')) return 'it was made from uncommitted code';
  try {
    const commits = git('log', '--format=%h', `${commit}..HEAD`, '--', ...paths);
    if (commits !== '') return `${commits.split('\n').length} commits touched what it covers`;
    return git('status', '--porcelain', '--', ...paths) === '' ? null : 'what it covers is being edited';
  } catch {
    return `its commit ${commit} is not known here`;
  }
}

/** @returns {Record<string, string>} */
function readHead(path) {
  const head = readFileSync(path, 'utf8').split('---\n')[1] ?? '';
  return Object.fromEntries(
    head.split('\n').filter(Boolean).map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)];
    }),
  );
}

function machine() {
  const all = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${all.length} cores ${all[0]?.model.trim() ?? 'unknown'}, ${memory} GiB, ${type()} ${release()}, Node ${process.version}`;
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lines = outdated();
  console.log(lines.length === 0 ? 'Every result in docs/verification/ is as new as the code it covers.' : lines.join('\n'));
}
