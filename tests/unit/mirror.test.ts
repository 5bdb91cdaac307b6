import { existsSync, globSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Tests of more than one source file, or of none: why they have no file of their name beside the others. */
const exceptions: Readonly<Record<string, string>> = {
  'electron/main/ipc/fuzz': 'every call of the contract, by its schema',
  'electron/main/storage/query-plans': 'every request of the database whose tables grow with each call',
  'electron/main/storage/killed': 'a process that is killed while it writes the history, whatever writes',
  'electron/main/provider/lists': 'what holds for every list that the provider sends, whichever module reads it',
  'electron/main/provider/modules': 'what holds for each module of the provider’s API',
  'electron/phone/media/hostile': 'what no parser of the media may be brought to do',
  'electron/phone/dialogs': 'calls through the whole phone process, sip.js included',
  'electron/phone/torture': 'RFC 4475 and mutations of it, through every parser of the phone process',
  'electron/phone/whole-phone-torture': 'the same through the whole phone process, sip.js and the calls included',
  'file-size': 'every source file',
  mirror: 'the tests themselves',
  'renderer/strings': 'the texts of both languages against the codes of the contract',
  'renderer/styles': 'all style sheets together',
  'scripts/lint-rules': 'the rules of biome.json',
  waits: 'the specs',
  words: 'the texts of page and desktop, against the glossary',
}
const tests = globSync('tests/unit/**/*.test.ts').map((path) => path.replaceAll('\\', '/').replace(/^tests\/unit\/|\.test\.ts$/g, ''))
/** The source lies at the same path from the root, as it is or with JSX. */
const hasSource = (name: string): boolean => ['.ts', '.tsx'].some((end) => existsSync(name + end))

test('each unit test lies where its source file lies', () => {
  expect(tests.length).toBeGreaterThan(100)
  expect(tests.filter((name) => !hasSource(name) && !(name in exceptions))).toEqual([])
})

test('each exception is needed', () => {
  expect(Object.keys(exceptions).filter((name) => !tests.includes(name) || hasSource(name))).toEqual([])
})
