import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { danglingReferences, type Project, readProject } from '../../../scripts/check-references.ts'

const named = (texts: Readonly<Record<string, string>>): string[] => {
  const project: Project = { files: Object.keys(texts), scripts: ['test'], read: (path) => texts[path] ?? '' }
  return danglingReferences(project).map(({ path, line, name }) => `${path}:${line} ${name}`)
}

it.each([
  ['a document that is not there', '/** As in notes.md says. */', 'notes.md'],
  ['a file that is not there', '// See gone.ts for more.', 'gone.ts'],
  ['a path that is not there', '// The rule is in electron/main/gone.ts.', 'electron/main/gone.ts'],
  ['a folder that is not there', '// Whatever is in electron/gone is read.', 'electron/gone'],
  ['a section that is not there', '// docs/page.md section 3', 'docs/page.md section 3'],
  ['a section by number alone', '// page.md 4.3', 'page.md 4.3'],
  ['a heading of the API page that is not there', '/** Reads it (provider API, module gone). */', 'provider API, module gone'],
  ['an npm script that is not there', '// made by npm run gone', 'npm run gone'],
])('finds %s in a comment', (_, comment, name) => {
  const texts = {
    'electron/main/app.ts': `const a = 1\n${comment}\n`,
    'docs/page.md': '# Page\n\n## 1 One\n',
    'docs/provider-api.md': '# API\n\n### rates\n',
  }
  expect(named(texts)).toEqual([`electron/main/app.ts:2 ${name}`])
})

it.each([
  ['a link', 'See [this](gone.html).', 'gone.html'],
  ['an anchor', 'See [this](#gone).', '#gone'],
  ['an anchor of another document', 'See [this](other.md#gone).', 'other.md#gone'],
  ['a path', 'It is in `renderer/src/gone`.', 'renderer/src/gone'],
  ['a file', 'It is in `gone.css`.', 'gone.css'],
])('finds %s that leads nowhere in a document', (_, line, name) => {
  expect(named({ 'docs/page.md': `# Page\n\n${line}\n`, 'docs/other.md': '# Other\n' })).toEqual([`docs/page.md:3 ${name}`])
})

it('accepts what is there, and reads neither code nor addresses', () => {
  const texts = {
    'electron/main/app.ts': [
      '// See docs/page.md section 1, page.md, app.ts, electron/main, tests/{e2e,looks} and https://example.org/docs/gone.md',
      "const path = 'electron/gone.ts'",
      '/** Reads them (provider API, module rates, by digits). RFC 3261 section 19.1 */',
    ].join('\n'),
    'docs/page.md': '# Page\n\n## 1 One\n\n[on](#1-one), [app](../electron/main/app.ts), `npm run test`\n\n```\nelectron/gone\n```\n',
    'docs/provider-api.md': '# API\n\n### rates\n',
  }
  expect(named(texts)).toEqual([])
})

it('nothing in the project names what it does not have', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).trim().split('\n')
  expect(files.length).toBeGreaterThan(400)
  expect(danglingReferences(readProject(files)).map(({ path, line, name }) => `${path}:${line} ${name}`)).toEqual([])
})
