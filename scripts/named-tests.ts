// Finds tests that a document names and the suite does not have: `tests/e2e/canary.spec.ts › the title of the test`.

/** A test as a document names it; `…` stands for what a title fills in when it runs. */
export type NamedTest = { readonly path: string; readonly title: string; readonly line: number }

const named = /`(tests\/[\w./-]+\.(?:spec|test)\.ts) › ([^`]+)`/g
/** A title in a call of `it`, `test` or `describe`, with whatever stands between (`it.each(...)`, `test.describe`). */
const titled = /\b(?:it|test|describe)(?:\.\w+)*(?:\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g
/** A title of `it.each`, which stands behind its table. */
const behindTable = /\]\s*(?:as const)?\s*\)\s*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g

export function namedTests(document: string): NamedTest[] {
  return [...document.matchAll(named)].map(({ 1: path = '', 2: title = '', index }) => ({
    path,
    title,
    line: document.slice(0, index).split('\n').length,
  }))
}

/** The titles in a file of tests, with `…` for what is filled in. */
export const titlesIn = (source: string): string[] =>
  [titled, behindTable].flatMap((pattern) => [...source.matchAll(pattern)].map(({ 2: title = '' }) => withoutParts(title)))

const withoutParts = (title: string): string =>
  title
    .replace(/\\(['"`])/g, '$1')
    .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}|%[a-z#]/g, '…')
    .replace(/(?:…\s*)+…/g, '…')

/** @param read the text of a file, or null when there is none */
export const missingTests = (document: string, read: (path: string) => string | null): NamedTest[] =>
  namedTests(document).filter(({ path, title }) => !titlesIn(read(path) ?? '').includes(title))
