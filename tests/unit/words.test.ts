import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { desktopStrings } from '../../electron/main/strings.ts'
import de from '../../renderer/src/i18n/de.json' with { type: 'json' }
import en from '../../renderer/src/i18n/en.json' with { type: 'json' }

type Texts = readonly (readonly [key: string, text: string])[]

const flat = (o: object, path: string): Texts =>
  Object.entries(o).flatMap(([k, v]) => (typeof v === 'string' ? [[path + k, v] as const] : flat(v, `${path}${k}.`)))
const english = [...flat(en, ''), ...flat(desktopStrings('en'), 'desktop:')]
const german = [...flat(de, ''), ...flat(desktopStrings('de'), 'desktop:')]
const both = [...english, ...german]
/** The texts that a rule finds fault with. */
const found = (texts: Texts, wrong: (text: string, key: string) => boolean): string[] =>
  texts.filter(([key, text]) => wrong(text, key)).map(([key, text]) => `${key}: ${text}`)
const containing = (texts: Texts, pattern: RegExp): string[] => found(texts, (text) => pattern.test(text))

describe('the glossary', () => {
  const rows = readFileSync('docs/glossary.md', 'utf8')
    .split('\n')
    .filter((row) => /^\| (?!---|English)/.test(row))
    .map((row) => row.split('|').map((cell) => cell.trim()))
  /** Words not to use, from one column: whole words, `*` for any ending. */
  const banned = (column: number): RegExp => {
    const words = rows.flatMap((row) => row[column]?.split(', ') ?? []).filter(Boolean)
    expect(words.length).toBeGreaterThan(30)
    const patterns = words.map((w) => w.replace(/[()]/g, '\\$&').replace(/\*$/, '[\\p{L}]*'))
    return new RegExp(`(?<![\\p{L}-])(?:${patterns.join('|')})(?![\\p{L}])`, 'iu')
  }
  it('is a table of five columns, in alphabetical order', () => {
    expect(rows.filter((row) => row.length !== 7)).toEqual([])
    const words = rows.map((row) => row[1]?.toLowerCase())
    expect(words).toEqual([...words].sort((a, b) => String(a).localeCompare(String(b), 'en', { ignorePunctuation: true })))
  })
  it('bans whole words, or their beginnings', () => {
    expect('Nothing is sent by itself.').toMatch(banned(4))
    expect('Der Telefonteil startet.').toMatch(banned(5))
    expect('Kurzwahlen').toMatch(banned(5))
    expect('a legal notice').toMatch(banned(4))
    expect('a legal, accredited signature').not.toMatch(banned(4))
  })
  it('is kept in English', () => expect(containing(english, banned(4))).toEqual([]))
  it('is kept in German', () => expect(containing(german, banned(5))).toEqual([]))
})

describe('style', () => {
  it('no exclamation marks, no please, Sie', () => expect(containing(both, /!|\bplease\b|\b(du|dein|dich|dir)\b/i)).toEqual([]))
  it('one “Bitte”, where both fields of the sign-in are to be checked', () =>
    expect(found(german, (text) => /\bbitte\b/i.test(text) && !text.endsWith('Bitte beide prüfen.'))).toEqual([]))
  it('quotation marks of the language, in pairs', () => {
    expect(containing(both, /"/)).toEqual([])
    expect(containing(english, /[„‚’]|“[^”]*(“|$)/)).toEqual([])
    expect(containing(german, /['”’]|„[^“]*(„|$)/)).toEqual([])
  })
  it('an ellipsis is three dots everywhere, as in the menus', () => expect(containing(both, /…|[^.]\.\.(?!\.)/)).toEqual([]))
  it('no doubled word, and no space too many', () => {
    expect(containing(both, /(?<!\p{L})(?!Sie sie)(\p{L}+) \1(?!\p{L})/iu)).toEqual([])
    expect(found(both, (text, key) => /^\s|\s$| {2}| [,.;:?]/.test(text) && key !== 'desktop:cli.usage')).toEqual([])
  })
  it('codes stand last, in brackets', () => expect(containing(both, /\{(code|status)\}(?!\)\.?( |$))/)).toEqual([]))
  it('whole sentences of an error end with a full stop', () =>
    expect(
      found(
        both,
        (text, key) => /^(error|reason|sign\.keychain(?!Retry)\w*|storage\.(?!dismiss))\b/.test(key) && !/[.)]$/.test(text) && text.length > 30,
      ),
    ).toEqual([]))
})

describe('numbers and units', () => {
  /** Never one. */
  const many = ['about.licencesText', 'rates.tooMany', 'desktop:quitMore', 'desktop:manyOperations', 'desktop:notification.missedMany']
  it('a number before a word has a plural form', () => {
    const counted = /(?<!(?:of|von|number|Nummer) )\{(?:n|count|of|total|left|seconds)\} (?!of |von )\p{L}{2,}/u
    const plural = (key: string): boolean => /_(one|other)$/.test(key)
    expect(found(both, (text, key) => counted.test(text) && !plural(key) && !many.some((m) => key.startsWith(m)))).toEqual([])
  })
  it('plural forms are complete', () => {
    const forms = (texts: Texts, ending: string) =>
      texts
        .map(([key]) => key)
        .filter((key) => key.endsWith(ending))
        .map((key) => key.slice(0, -ending.length))
    for (const texts of [english, german]) {
      expect(forms(texts, '_one')).toEqual(forms(texts, '_other'))
    }
  })
  it('a unit stays with its number', () => {
    expect(containing(both, /[\d}] (s|ms|dB|%)(?!\p{L})/u)).toEqual([])
    expect(containing(english, /\u00a0%/)).toEqual([])
    expect(containing(german, /[\d}]%/)).toEqual([])
  })
  it('no date or key is written into a text, since both follow language and system', () => {
    expect(containing(both, /\d{1,2}[/.]\d{1,2}[/.]\d{2,4}/)).toEqual([])
    expect(found(both, (text, key) => /\b(Ctrl|Strg|Cmd|Command)\b/.test(text) && !key.startsWith('keys.name.'))).toEqual([])
  })
})

describe('one word for one thing', () => {
  const fold = (text: string): string => text.toLowerCase().replace(/\.+$/, '')
  /** Texts that are the same in one language but not in the other; of plural forms the one for many. */
  const split = (texts: Texts, others: Texts): string[] => {
    const other = new Map(others)
    const said = Map.groupBy(
      texts.filter(([key]) => !key.endsWith('_one')),
      ([, text]) => fold(text),
    )
    return [...said].filter(([, same]) => new Set(same.map(([key]) => fold(other.get(key) ?? ''))).size > 1).map(([text]) => text)
  }
  it('the same English is the same German', () =>
    expect(split(english, german).sort()).toEqual([
      'audio', // a title, and a group of checks
      'call', // a button, and a menu
      'connected', // a party, and a device
      'connecting', // a state, and a step
      'done', // a button, and an answer
      'none', // an encryption, and a headset
      'recording', // a state, and a title
      'unknown', // what is not clear, and what is not measured
    ]))
  it('the same German is the same English', () =>
    expect(split(german, english).sort()).toEqual([
      'abgelehnt', // a call declined, and a request refused
      'angemeldet', // a line registered, and a user signed in
      'auflegen', // a button, and a short one
      'darstellung', // the appearance, and the view menu of macOS
      'ergebnis', // of a look-up, and of a call
      'filter', // several in a panel, and a choice
      'im gespräch', // a state, and a title
      'kosten', // of all calls, and of one
      'tastenkürzel', // in the settings, and in full
      '{count} anrufe', // calls, and a callshop's records
    ]))
})
