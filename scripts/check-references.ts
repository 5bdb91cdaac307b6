// Finds what comments and documents name and the project does not have: files, folders, sections of documents, npm scripts.
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

export type Project = {
  /** All files, by their path from the root with slashes. */
  readonly files: readonly string[]
  /** Names of npm scripts. */
  readonly scripts: readonly string[]
  readonly read: (path: string) => string
}
export type Dangling = { readonly path: string; readonly line: number; readonly name: string }

const topFolders = '(?:electron|renderer|shared|tests|scripts|docs|resources|patches|\\.github|\\.ci)'
/** `electron/main/app.ts`, `docs/decisions`, `tests/{e2e,looks}/*.spec.ts`; not a part of an address or a longer path. */
const projectPath = new RegExp(`(?<![\\w./@:-])${topFolders}/[\\w./{},*@-]*[\\w*}]`, 'g')
const fileName = /(?<![\w./@:*>-])[\w.-]*\w\.(?:tsx?|cjs|mjs|css|json|ya?ml|sh)\b(?![/(\w-])/g
const documentName = /(?<![\w./@:*])(?:\.{1,2}\/)*[\w./-]*\w\.md\b/g
const link = /\]\(([^)\s]+)\)/g
/** A document's name and the number of a section, with or without the word. */
const section = /([\w./-]+\.md),? (?:sections? )?(\d[\d.]*)/g
const apiPage = /provider API(?:, module|:) ([a-z][\w-]*(?: [a-z]+)*)/g

/** Files that are made, or that belong to others: they may be named without being there. */
const elsewhere =
  /^(?:package-lock\.json|policy\.json|report\.json|sbom\.cdx\.json|steps\.json|settings\.json|latest[\w-]*\.ya?ml|app-update\.yml|index\.js|path\.txt)$/

export function danglingReferences({ files, scripts, read }: Project): Dangling[] {
  const names = new Set(files.map((path) => posix.basename(path)))
  const all = new Set(files.flatMap((path) => [path, ...parents(path)]))
  const headings = new Map<string, readonly string[]>()
  const headingsOf = (path: string): readonly string[] => {
    const known = headings.get(path) ?? [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text.trim())
    headings.set(path, known)
    return known
  }
  const documentAt = (from: string, name: string): string | undefined =>
    [posix.join(posix.dirname(from), name), posix.normalize(name), `docs/${name}`].find((path) => all.has(path))

  return files.filter(isRead).flatMap((path) => {
    const isDocument = path.endsWith('.md')
    const text = isDocument ? withoutBlocks(read(path)) : comments(read(path), path)
    const found: Dangling[] = []
    const report = (index: number, name: string): void => {
      const line = text.slice(0, index).split('\n').length
      if (!found.some((known) => known.line === line && known.name === name)) found.push({ path, line, name })
    }

    for (const match of text.matchAll(projectPath)) {
      const name = match[0].replace(/[.,]+$/, '')
      if (!all.has(name) && !/[*{}]/.test(name)) report(match.index, name)
    }
    for (const { 0: name, index } of text.matchAll(documentName)) if (!documentAt(path, name) && !name.startsWith('http')) report(index, name)
    for (const { 0: name, index } of text.matchAll(fileName)) if (!names.has(name) && !elsewhere.test(name)) report(index, name)
    for (const { 0: whole, 1: name = '', 2: number = '', index } of text.matchAll(section)) {
      const target = documentAt(path, name)
      if (target && !headingsOf(target).some((heading) => heading.startsWith(`${number.replace(/\.$/, '')} `) || heading.startsWith(`${number}. `)))
        report(index, whole)
    }
    if (all.has('docs/provider-api.md') && path !== 'docs/provider-api.md')
      for (const { 0: whole, 1: name = '', index } of text.matchAll(apiPage)) {
        const known = headingsOf('docs/provider-api.md').map((heading) => heading.toLowerCase())
        // what follows the heading's words in the sentence is not part of the name
        if (!known.some((heading) => name === heading || name.startsWith(`${heading} `))) report(index, whole)
      }
    for (const { 1: name = '', index } of text.matchAll(/npm run (?:-s )?([\w:-]+)/g)) if (!scripts.includes(name)) report(index, `npm run ${name}`)
    if (isDocument)
      for (const { 1: target = '', index } of text.matchAll(link)) {
        const [file = '', anchor] = target.split('#')
        if (/^[a-z]+:/.test(target)) continue
        const at = file === '' ? path : posix.join(posix.dirname(path), file)
        if (!all.has(at) || (anchor !== undefined && !headingsOf(at).some((heading) => anchorOf(heading) === anchor))) report(index, target)
      }
    return found
  })
}

const isRead = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|css|md|sh|ya?ml|html)$|^\.ci\//.test(path) && !/^docs\/guide\/|^CHANGELOG\.md$|^tests\/fixtures\/|\.d\.ts$/.test(path)

function parents(path: string): string[] {
  const at = posix.dirname(path)
  return at === '.' ? [] : [at, ...parents(at)]
}

/** The text with everything but its comments blanked, so that line numbers stay. */
function comments(text: string, path: string): string {
  const pattern = /\.(?:sh|ya?ml)$|^\.ci\//.test(path) ? /(?<=^|\s)#[^\n]*/g : /(?<=^|[\s({,])\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ [^\n]*|<!--[\s\S]*?-->/g
  const kept = [...text.matchAll(pattern)]
  let result = ''
  let end = 0
  for (const { 0: comment, index } of kept) {
    result += blank(text.slice(end, index)) + comment
    end = index + comment.length
  }
  return result + blank(text.slice(end))
}

/** A document without its fenced blocks: what a diagram or an example names need not be there. */
const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, blank)
const blank = (text: string): string => text.replace(/[^\n]/g, ' ')
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

/** The project's own files, as git lists them. */
export function readProject(files: readonly string[]): Project {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  return { files: files.filter((path) => existsSync(path)), scripts: Object.keys(scripts), read: (path) => readFileSync(path, 'utf8') }
}
